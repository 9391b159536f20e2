import Learning
import Networks
import StageKit

extension TeacherTables {
  /// Reads the tables of a model that anyone may have written.
  ///
  /// - Throws: ``Failure`` if a tensor is missing, of another shape, or holds numbers that no teacher counts.
  init(_ model: Model) throws(Failure) {
    let types = model.card.types.count
    let language = ShotLanguage(
      prior: try Self.distributions("language.prior", [types], of: model),
      initial: try Self.distributions("language.initial", [types], of: model),
      bigram: try Self.distributions("language.bigram", [types, types], of: model))
    var codebooks: [Codebook] = []
    while let centroids = model.tensors.first(where: { $0.name == "codebooks.\(codebooks.count).centroids" }) {
      codebooks.append(try Self.codebook("codebooks.\(codebooks.count)", centroids, of: model))
    }
    let coarser = model.card.coarserFeatures.count
    guard coarser == 0 || codebooks.count == coarser + 1 else {
      throw Self.misshapen("codebooks.\(codebooks.count).centroids")
    }
    var links: [CoOccurrence] = []
    for (fine, coarse) in zip(codebooks, codebooks.dropFirst()) {
      let shape = [fine.count, coarse.count, types]
      links.append(
        CoOccurrence(
          fine: fine.count, coarse: coarse.count, types: types,
          logRatios: try Self.values("links.\(links.count)", shape, of: model).map { Double($0) }))
    }
    let settings = try FusionSettings(model.card)
    self.init(
      codebooks: codebooks,
      fusion: Fusion(
        language: language, links: links, acousticScale: settings.acousticScale,
        languageWeight: settings.languageWeight),
      targetRule: settings.targetRule, temperature: settings.temperature)
  }

  /// The tables as tensors.
  var tensors: [Tensor] {
    let language = fusion.language
    let types = language.types
    var tensors = [
      Self.tensor("language.prior", [types], language.prior),
      Self.tensor("language.initial", [types], language.initial),
      Self.tensor("language.bigram", [types, types], language.bigram),
    ]
    for (index, codebook) in codebooks.enumerated() {
      let name = "codebooks.\(index)"
      tensors += [
        Tensor(name: "\(name).centroids", shape: [codebook.count, codebook.width], values: codebook.centroids),
        Tensor(name: "\(name).mean", shape: [codebook.width], values: codebook.scale.means),
        Tensor(name: "\(name).deviation", shape: [codebook.width], values: codebook.scale.deviations),
      ]
    }
    for (index, link) in fusion.links.enumerated() {
      tensors.append(Self.tensor("links.\(index)", [link.fine, link.coarse, link.types], link.logRatios))
    }
    return tensors
  }

  private static func tensor(_ name: String, _ shape: [Int], _ values: [Double]) -> Tensor {
    Tensor(name: name, shape: shape, values: values.map { Float($0) })
  }

  private static func codebook(_ name: String, _ centroids: Tensor, of model: Model) throws(Failure) -> Codebook {
    guard centroids.shape.count == 2, centroids.shape.allSatisfy({ $0 > 0 }) else { throw misshapen(centroids.name) }
    let width = centroids.shape[1]
    let scale = FeatureScale(
      means: try values("\(name).mean", [width], of: model),
      deviations: try values("\(name).deviation", [width], of: model))
    guard scale.deviations.allSatisfy({ $0 > 0 }) else {
      throw Failure("the tensor '\(name).deviation' must be above 0 everywhere", remedy: wayOut)
    }
    return Codebook(scale: scale, centroids: centroids.values)
  }

  /// Rows of probabilities that add up to 1. None may be 0: counts are smoothed, and their logarithms are taken.
  private static func distributions(_ name: String, _ shape: [Int], of model: Model) throws(Failure) -> [Double] {
    let values = try values(name, shape, of: model).map { Double($0) }
    let width = shape.last ?? 1
    for start in stride(from: 0, to: values.count, by: width) {
      let row = values[start..<start + width]
      guard row.allSatisfy({ $0 >= 0 }), abs(row.reduce(0, +) - 1) < 1e-4 else {
        throw Failure(
          "the tensor '\(name)' must have probabilities that add up to 1 in each row", remedy: wayOut)
      }
    }
    return values
  }

  private static func values(_ name: String, _ shape: [Int], of model: Model) throws(Failure) -> [Float] {
    guard let tensor = model.tensors.first(where: { $0.name == name }), tensor.shape == shape else {
      throw misshapen(name)
    }
    return tensor.values
  }

  private static func misshapen(_ name: String) -> Failure {
    Failure("the model has no '\(name)' of the right shape", remedy: wayOut)
  }

  private static let wayOut = "use a model that a teacher stage wrote"
}
