import Pipeline
import StageKit
import Testing

let testPlanner = Planner(
  registry: try! Registry([
    Plugin(
      name: "test",
      stages: [
        StageKind(MelStage.self), StageKind(BeatsStage.self), StageKind(PoolStage.self), StageKind(CutsStage.self),
        StageKind(WriteStage.self), StageKind(WritePairStage.self),
        StageKind(TrainStage.self), StageKind(StudentStage.self), StageKind(DumpStage.self),
        StageKind(FaultyStage.self), StageKind(WriteEitherStage.self), StageKind(WriteAnyStage.self),
        StageKind(MergeStage.self),
      ])
  ]))

/// The plan of a text as if it stood in `p.yaml`.
func plan(_ text: String, file: String = "p.yaml", set overrides: String...) -> PlanResult {
  testPlanner.plan(Array(text.utf8), file: file, overrides: overrides.map { Override($0) })
}

/// The diagnostics of a text as lines.
func lint(_ text: String, set overrides: String...) -> [String] {
  testPlanner.plan(Array(text.utf8), file: "p.yaml", overrides: overrides.map { Override($0) })
    .diagnostics.map(\.description)
}

/// The plan of a text that must have no error.
func sound(_ text: String, file: String = "p.yaml", sourceLocation: SourceLocation = #_sourceLocation) throws -> Plan {
  let result = plan(text, file: file)
  #expect(result.diagnostics.isEmpty, sourceLocation: sourceLocation)
  return try #require(result.plan, sourceLocation: sourceLocation)
}

/// A pipeline of the given stages, which begin in line 4.
func pipeline(_ stages: String) -> String {
  "version: 1\nsource: {audio: songs}\nstages:\n" + stages
}

/// The stages before a writer, in lines 4 to 6.
let chain = "  mel: {use: mel}\n  beats: {use: beats}\n  cuts: {use: cuts}\n"
