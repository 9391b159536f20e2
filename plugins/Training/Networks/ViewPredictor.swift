import Learning
import Networks
import StageKit

/// A network of a view at work: packed once, for song after song. One thread uses it at a time.
final class ViewPredictor {
  /// The network.
  let network: ViewNetwork
  private let predictor: Predictor

  /// Packs a network.
  ///
  /// - Parameter threads: How many threads work; the result is the same for any number.
  init(_ network: ViewNetwork, threads: Int = 1) {
    self.network = network
    predictor = Predictor(network.network, threads: threads)
  }

  /// Packs the network of a model.
  ///
  /// - Throws: ``Failure`` if the model has none.
  convenience init(_ model: Model) throws {
    self.init(try ViewNetwork(model))
  }

  /// The logits of a song's frames; the rows are not normalised yet.
  ///
  /// - Throws: What reading kept rows throws.
  func logits(of rows: Frames) throws -> TypeRows {
    TypeRows(
      types: network.network.shape.outputs, floats: predictor.logits(of: try network.scale.normalised(rows).values()))
  }

  /// The probabilities of a song's frames.
  ///
  /// - Throws: What reading kept rows throws.
  func probabilities(of rows: Frames) throws -> TypeRows {
    SoftTargets.softened(logits: try logits(of: rows), tau: 1)
  }

  /// The probabilities of a song by the second.
  ///
  /// - Parameter frames: The rows of the network's view.
  /// - Throws: ``Failure`` if they do not fit the song, or what reading kept rows throws.
  func probabilities(of frames: Frames, seconds: Int) throws -> TypeRows {
    let rows = try ViewRows.fitted(frames, view: network.view, seconds: seconds)
    return try network.view.repeated(probabilities(of: rows), toSeconds: seconds)
  }
}
