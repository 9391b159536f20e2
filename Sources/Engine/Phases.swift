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
  /// What later phases take: of the source, of early stages, and of each other.
  let taken: Set<PortReference>
  /// Of that, what the source or early stages give of each track.
  let handedOn: Set<PortReference>

  init(_ plan: Plan) {
    var waiting: Set<String> = []
    for stage in plan.stages {
      let takesLater = stage.inputs.values.joined().contains { waiting.contains($0.from.stage) }
      if stage.granularity == .corpus || takesLater { waiting.insert(stage.name) }
    }
    early = plan.stages.filter { !waiting.contains($0.name) }
    corpus = plan.stages.filter { $0.granularity == .corpus }
    late = plan.stages.filter { waiting.contains($0.name) && $0.granularity != .corpus }
    let taken = Set((corpus + late).flatMap { $0.inputs.values.joined() }.map(\.from))
    self.taken = taken
    handedOn = taken.filter { !waiting.contains($0.stage) }
  }

  /// Whether all tracks share what an output of a corpus stage gives: a learning stage gives all but models and documents
  /// for each track.
  static func isShared(_ output: any AnyOutput, of stage: PlannedStage) -> Bool {
    guard stage.granularity == .corpus else { return false }
    return !(stage.stage is any LearningStage) || output.kind == .model || output.kind == .document
  }
}
