import Networks
import StageKit

/// Models that belong together: networks for the folds of a corpus, or the members of an ensemble.
struct NetworkSet: KeptArtifact {
  /// Carried by ports of kind ``PortKind/model``.
  static let kind = PortKind.model

  /// The models.
  let models: [Model]
  /// By model: the identities of songs that it never saw in training, if the models are of folds.
  let leftOut: [[String]]

  init(models: [Model], leftOut: [[String]] = []) {
    self.models = models
    self.leftOut = leftOut
  }

  /// The model that never saw a song; `nil` if the song is in no fold.
  func model(withoutSong id: String) -> Model? {
    leftOut.firstIndex { $0.contains(id) }.map { models[$0] }
  }

  init(kept bytes: [UInt8]) throws(StageFailure) {
    let record = try KeptValue.decoded(Record.self, from: bytes)
    var models: [Model] = []
    for bytes in record.models { models.append(try Model(bytes: bytes)) }
    guard record.leftOut.isEmpty || record.leftOut.count == models.count else {
      throw StageFailure("kept folds are damaged")
    }
    self.init(models: models, leftOut: record.leftOut)
  }

  func kept() throws -> [UInt8] {
    try KeptValue.encoded(Record(models: models.map { $0.bytes }, leftOut: leftOut))
  }

  private struct Record: Codable {
    let models: [[UInt8]]
    let leftOut: [[String]]
  }
}
