import FoundationEssentials
import Networks
import StageKit

/// The networks of a corpus's folds, each with the songs that it never saw.
struct NetworkSet: Artifact {
  /// Carried by ports of kind ``PortKind/model``.
  static let type = ArtifactType(NetworkSet.self, named: "networks of folds", kind: .model)

  /// By fold: the network.
  let models: [Model]
  /// By fold: the identities of the songs that its network never saw in training.
  let leftOut: [[String]]

  init(models: [Model], leftOut: [[String]]) {
    self.models = models
    self.leftOut = leftOut
  }

  /// The networks with the one that has seen all songs.
  func with(whole: Model) -> CrossFitted<Model> { CrossFitted(whole: whole, folds: models, leftOut: leftOut) }

  init(encoded bytes: any ByteSource) throws {
    let record = try JSONForm.decoded(Record.self, from: bytes.all())
    var models: [Model] = []
    for data in record.models { models.append(try Model(bytes: Array(data))) }
    guard record.leftOut.count == models.count else { throw Failure("stored folds are damaged") }
    self.init(models: models, leftOut: record.leftOut)
  }

  func encode(to sink: inout any ByteSink) throws {
    try sink.write(JSONForm.encoded(Record(models: models.map { Data($0.bytes) }, leftOut: leftOut)))
  }

  /// JSON has the models in base64.
  private struct Record: Codable {
    let models: [Data]
    let leftOut: [[String]]
  }
}
