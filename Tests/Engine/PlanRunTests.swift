import Engine
import Pipeline
import StageKit
import Testing
import Shots

@Suite struct PlanRunTests {
  /// Writes down what a plan in place of a song gives.
  private struct Tell: TrackStage {
    static let shots = Input<ShotPlan>("shots", "A plan.")
    static let sections = OptionalInput<Events>("sections", "Sections.")
    static let tempo = OptionalInput<Number>("tempo", "Tempo.")
    static let document = Output<Document>("document", fileExtension: "txt", "Text.")
    static let declaration = StageDeclaration(
      id: "tell", doc: "Writes down what a plan gives.", source: "-", inputs: [shots, sections, tempo],
      outputs: [document])

    init(_ settings: Settings) {}

    func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
      let plan = try inputs[Self.shots]
      let words =
        plan.shots.map { "\($0.type) \($0.inFrame)-\($0.outFrame)" }
        + (inputs[Self.sections]?.events.map(\.label) ?? [])
        + [inputs[Self.tempo]?.value.text ?? "no tempo", context.track.path, context.track.hash]
      var outputs = Artifacts()
      outputs[Self.document] = Document(text: words.joined(separator: ", "))
      return outputs
    }
  }

  private func plan(_ source: String) throws -> PlanResult {
    let registry = try Registry([Plugin(name: "tests", stages: [StageKind(Tell.self), StageKind(Groups.self)])])
    let text = "version: 1\nsource: {\(source)}\nstages:\n  tell: {use: tell}\n"
    return Planner(registry: registry).plan(Array(text.utf8), file: "p.yaml")
  }

  private static let json = """
    {"version": 1, "track": {"path": "a/x.flac", "seconds": 4.0, "hash": "ff"}, "rate": "25", "framesPerSecond": [25, 1],
     "start": "01:00:00:00", "frames": 100, "types": ["CU", "LS"], "shots": [
     {"in": 0, "out": 40, "start": 0, "end": 1.6, "type": "LS", "probability": 1, "runnerUp": null, "reason": "", "locked": true},
     {"in": 40, "out": 100, "start": 1.6, "end": 4, "type": "CU", "probability": 1, "runnerUp": "LS", "reason": "", "locked": false}],
     "sections": [{"start": 0, "end": 4, "label": "verse", "group": "A"}], "tempo": null,
     "made": {"songboard": "0", "pipeline": "0"}}
    """

  @Test func aPlanStandsInPlaceOfASong() async throws {
    let workshop = try Workshop()
    try workshop.addFile("plans/good.json", Array(Self.json.utf8))
    try workshop.addFile(
      "plans/bad.json",
      Array(Self.json.replacing("\"in\": 40, \"out\": 100, \"start\": 1.6", with: "\"in\": 41, \"out\": 100").utf8))
    let plan = try #require(try plan("plans: \"\(workshop.folder)/plans\"").plan)
    let run = try Run(
      of: plan, over: Library(plan.source), options: RunOptions(output: workshop.output, jobs: 1),
      version: "test")
    var reasons: [String: String] = [:]
    let summary = try await run { event in
      if case .trackFinished(let report) = event { reasons[report.track] = report.reason }
    }
    #expect(summary.counts == [.ok: 1, .failed: 1])
    #expect(try workshop.documents() == ["good.txt": "LS 0-40, CU 40-100, verse, no tempo, a/x.flac, ff"])
    let reason = try #require(reasons["bad.json"])
    #expect(
      reason.hasSuffix("bad.json:4:1: error: shots[1].in: frame 41 leaves a gap: shots[0] ends at frame 40"),
      "\(reason)")
  }

  @Test func aPlanHasNoSound() throws {
    #expect(
      try plan("plans: x.json, audio: songs").diagnostics.map(\.description)
        == ["p.yaml:2:10: error: `plans` stands in place of `audio`; leave one of them out"])
    #expect(
      try plan("plans: x.json, rate: 8 kHz").diagnostics.map(\.description)
        == [
          "p.yaml:2:25: error: source.rate is about audio, and this source has plans in its place; leave it out"
        ])
  }
}
