import FoundationEssentials
import Networks
import StageKit

/// The models of each round of interactive learning, from the first.
struct RoundModels: Artifact {
  /// Carried by ports of kind ``PortKind/model``.
  static let type = ArtifactType(RoundModels.self, named: "networks of rounds", kind: .model)

  /// The models of a round.
  struct Round {
    let student: Model
    /// By view, fine to coarse.
    let assistants: [Model]
  }

  let rounds: [Round]

  init(_ rounds: [Round]) { self.rounds = rounds }

  init(encoded bytes: any ByteSource) throws {
    rounds = try JSONForm.decoded([[Data]].self, from: bytes.all()).map { round in
      let models = try round.map { try Model(bytes: Array($0)) }
      guard let student = models.first else { throw Failure("stored rounds are damaged") }
      return Round(student: student, assistants: Array(models.dropFirst()))
    }
  }

  func encode(to sink: inout any ByteSink) throws {
    try sink.write(JSONForm.encoded(rounds.map { ([$0.student] + $0.assistants).map { Data($0.bytes) } }))
  }
}
