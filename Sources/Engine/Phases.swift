import Pipeline
import StageKit

/// The order of a run: the stages that need one track alone, then those of the corpus, then those that need both.
///
/// What a corpus stage gives is there when all tracks have passed the first phase. So a track's stages that take it, and
/// those that take from these, wait.
struct Phases: Sendable {
  /// The stages of single tracks that need nothing of the corpus.
  let early: [PlannedStage]
  /// The stages that see the corpus, each after those it takes from.
  let corpus: [PlannedStage]
  /// The stages of single tracks that need something of the corpus.
  let late: [PlannedStage]
  /// What the source and early stages give of each track that later phases take.
  let handedOn: Set<PortReference>
  /// What corpus and late stages give of each track that later phases take.
  let takenLater: Set<PortReference>

  init(_ plan: Plan) {
    var waiting: Set<String> = []
    for stage in plan.stages {
      let takesLater = stage.inputs.values.joined().contains { waiting.contains($0.from.stage) }
      if stage.granularity == .corpus || takesLater { waiting.insert(stage.name) }
    }
    early = plan.stages.filter { !waiting.contains($0.name) }
    corpus = plan.stages.filter { $0.granularity == .corpus }
    late = plan.stages.filter { waiting.contains($0.name) && $0.granularity != .corpus }
    let shared = Set(corpus.flatMap(\.sharedPorts))
    let taken = Set((corpus + late).flatMap { $0.inputs.values.joined() }.map(\.from))
    handedOn = taken.filter { !waiting.contains($0.stage) }
    takenLater = taken.filter { waiting.contains($0.stage) && !shared.contains($0) }
  }

  /// Whether tracks have documents that wait for the corpus.
  var haveLateDocuments: Bool { late.contains { !$0.documents.isEmpty } }
}

extension PlannedStage {
  /// The ports of a corpus stage that give one thing for all tracks.
  var sharedPorts: [PortReference] {
    guard granularity == .corpus else { return [] }
    return outputs.filter(\.kind.isShared).map { PortReference(stage: name, port: $0.name) }
  }
}
