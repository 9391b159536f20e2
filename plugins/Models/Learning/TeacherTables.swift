import Learning
import Networks
import StageKit

/// What a teacher counted, as the tensors of its model: codebooks, co-occurrence and language.
struct TeacherTables {
  /// By view, fine to coarse: how frames become codewords.
  let codebooks: [Codebook]
  /// The fusion of the views.
  let fusion: Fusion

  /// Tables that were counted.
  init(codebooks: [Codebook], fusion: Fusion) {
    self.codebooks = codebooks
    self.fusion = fusion
  }

  /// Reads the tables of a model; the weights of the fusion's parts are settings, and not in it.
  ///
  /// - Throws: ``StageFailure`` if a tensor is missing or of another shape.
  init(_ model: Model, weights: FusionSettings) throws(StageFailure) {
    let types = model.card.types.count
    let language = ShotLanguage(
      prior: try Self.values("language.prior", [types], of: model),
      initial: try Self.values("language.initial", [types], of: model),
      bigram: try Self.values("language.bigram", [types, types], of: model))
    var codebooks: [Codebook] = []
    while let centroids = model.tensors.first(where: { $0.name == "codebooks.\(codebooks.count).centroids" }) {
      let name = "codebooks.\(codebooks.count)"
      guard centroids.shape.count == 2, centroids.shape[0] > 0 else { throw Self.misshapen(centroids.name) }
      let width = centroids.shape[1]
      let scale = FeatureScale(
        means: try Self.floats("\(name).mean", [width], of: model),
        deviations: try Self.floats("\(name).deviation", [width], of: model))
      codebooks.append(Codebook(scale: scale, centroids: centroids.values))
    }
    guard !codebooks.isEmpty else { throw Self.misshapen("codebooks.0.centroids") }
    var links: [CoOccurrence] = []
    for (fine, coarse) in zip(codebooks, codebooks.dropFirst()) {
      let shape = [fine.count, coarse.count, types]
      links.append(
        CoOccurrence(
          fine: fine.count, coarse: coarse.count, types: types,
          logRatios: try Self.values("links.\(links.count)", shape, of: model)))
    }
    self.codebooks = codebooks
    fusion = Fusion(
      language: language, links: links, acousticScale: weights.acousticScale, languageWeight: weights.languageWeight)
  }

  /// By view: the codeword of each second.
  ///
  /// - Parameters:
  ///   - frames: By view, fine to coarse: the rows of a song.
  ///   - seconds: The song's length.
  /// - Throws: ``StageFailure`` if a view does not fit the song or the codebooks.
  func codes(of frames: [Frames], seconds: Int) throws -> [[Int]] {
    try codes(
      of: frames.map { try ViewRows.values(of: $0, view: ViewRows.view(of: $0.format), seconds: seconds) },
      formats: frames.map(\.format), seconds: seconds)
  }

  /// By view: the codeword of each second.
  ///
  /// - Parameter rows: By view: the rows, as many as the view has frames.
  /// - Throws: ``StageFailure`` if a view does not fit the codebooks.
  func codes(of rows: [[Float]], formats: [FrameFormat], seconds: Int) throws(StageFailure) -> [[Int]] {
    var codes: [[Int]] = []
    guard rows.count == codebooks.count else {
      throw StageFailure("there are \(rows.count) views, but the teacher was made from \(codebooks.count)")
    }
    for (view, codebook) in codebooks.enumerated() {
      guard formats[view].width == codebook.width else {
        throw StageFailure(
          "view \(view + 1) has \(formats[view].width) columns, the teacher was made from \(codebook.width)",
          remedy: "give the features that the teacher was made from")
      }
      let words = codebook.codes(of: rows[view])
      let music = try ViewRows.view(of: formats[view])
      codes.append((0..<seconds).map { words[music.frame(ofSecond: $0)] })
    }
    return codes
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

  private static func values(_ name: String, _ shape: [Int], of model: Model) throws(StageFailure) -> [Double] {
    try floats(name, shape, of: model).map { Double($0) }
  }

  private static func floats(_ name: String, _ shape: [Int], of model: Model) throws(StageFailure) -> [Float] {
    guard let tensor = model.tensors.first(where: { $0.name == name }), tensor.shape == shape else {
      throw misshapen(name)
    }
    return tensor.values
  }

  private static func misshapen(_ name: String) -> StageFailure {
    StageFailure("the model has no '\(name)' of the right shape", remedy: "use a model that a teacher stage wrote")
  }
}
