import Learning
import Networks
import StageKit

/// A network that labels the frames of a view, with the scale that its inputs need.
struct ViewNetwork {
  /// The view whose frames it reads.
  let view: MusicView
  /// What makes its inputs comparable.
  let scale: FeatureScale
  /// The sizes and parameters.
  let network: RecurrentNetwork

  /// A network that was trained.
  init(view: MusicView, scale: FeatureScale, network: RecurrentNetwork) {
    self.view = view
    self.scale = scale
    self.network = network
  }

  /// The network of a model.
  ///
  /// - Throws: ``Failure`` if the model has none.
  init(_ model: Model) throws {
    guard let shape = model.card.shape else {
      throw Failure("a \(model.card.kind.rawValue) has no network", remedy: "take an assistant or a student")
    }
    let normalisation = [Model.meanName, Model.deviationName]
    view = MusicView(seconds: model.card.view)
    scale = FeatureScale(
      means: try model.values(Model.meanName), deviations: try model.values(Model.deviationName))
    network = try RecurrentNetwork(
      shape: shape, tensors: model.tensors.filter { !normalisation.contains($0.name) })
  }

  /// The tensors of a model.
  var tensors: [Tensor] {
    network.tensors + [
      Tensor(name: Model.meanName, shape: [scale.means.count], values: scale.means),
      Tensor(name: Model.deviationName, shape: [scale.deviations.count], values: scale.deviations),
    ]
  }
}
