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

  private static let list = """
    TITLE: X
    FCM: NON-DROP FRAME

    001  CARDS    V     C        01:00:00:00 01:00:01:15 01:00:00:00 01:00:01:15
    * FROM CLIP NAME: LS_001
    002  CARDS    V     C        01:00:01:15 01:00:04:00 01:00:01:15 01:00:04:00
    * FROM CLIP NAME: FAR 2

    """

  /// What a run over edits writes, and what it says of each that failed, or warns of.
  private func run(
    _ source: String, in workshop: Workshop
  ) async throws -> (documents: [String: String], reasons: [String], warnings: [String]) {
    let plan = try #require(try plan(source).plan)
    let run = try Run(
      of: plan, over: Library(plan.source), options: RunOptions(output: workshop.output, jobs: 1), version: "test")
    var (reasons, warnings): ([String], [String]) = ([], [])
    _ = try await run { event in
      guard case .trackFinished(let report) = event else { return }
      reasons += [report.reason].compactMap { $0 }
      warnings += report.warnings
    }
    return (try workshop.documents(), reasons, warnings)
  }

  @Test func anEditComesBackBesideItsPlan() async throws {
    let workshop = try Workshop()
    try workshop.addFile("plans/x.json", Array(Self.json.utf8))
    try workshop.addFile("plans/x.edl", Array(Self.list.utf8))
    try workshop.addFile("v.yaml", Array("types: [CU, LS]\nscale: [CU, LS]\nmap: {FAR: LS}\n".utf8))
    let source = "plans: \"\(workshop.folder)/plans/x.edl\""
    let failed = try await run(source, in: workshop)
    #expect(failed.documents.isEmpty || failed.documents["x.txt"]?.hasPrefix("LS 0-40, CU 40-100") == true)
    let vocabulary = "\(source), vocabulary: \"\(workshop.folder)/v.yaml\""
    let read = try await run(vocabulary, in: workshop)
    #expect(read.documents == ["x.txt": "LS 0-40, LS 40-100, verse, no tempo, a/x.flac, ff"])
    // Another plan beside it is another run.
    try workshop.addFile("plans/x.json", Array(Self.json.replacing("verse", with: "solo").utf8))
    let again = try await run(vocabulary, in: workshop)
    #expect(again.documents == ["x.txt": "LS 0-40, LS 40-100, solo, no tempo, a/x.flac, ff"])
  }

  @Test func anEditAloneAsksForItsRateAndFindsItsSong() async throws {
    let workshop = try Workshop()
    try workshop.addFile("plans/x.edl", Array(Self.list.replacing("FAR 2", with: "CU_002").utf8))
    try workshop.addFile("plans/x.flac", [])
    let source = "plans: \"\(workshop.folder)/plans\""
    let failed = try await run(source, in: workshop)
    #expect(
      failed.reasons.count == 1 && failed.reasons[0].contains("x.edl:4:1: error: the list does not say its rate; set "))
    let read = try await run("\(source), frame_rate: 50", in: workshop)
    #expect(read.documents["x.txt"]?.hasPrefix("LS 0-65, CU 65-200, no tempo, x.flac, ") == true, "\(read)")
  }

  @Test func aPlanInItsDocumentsPlaceStaysAndIsTold() async throws {
    let workshop = try Workshop()
    try workshop.addFile("out/x.json", Array(Self.json.utf8))
    let registry = try Registry([Plugin(name: "tests", stages: [StageKind(Tell.self)])])
    let text = """
      version: 1
      source: {plans: "\(workshop.output)/x.json"}
      stages:
        tell: {use: tell}
        json: {use: tell, to: "{track}.json"}

      """
    let plan = try #require(Planner(registry: registry).plan(Array(text.utf8), file: "p.yaml").plan)
    for _ in 0..<2 {
      let run = try Run(
        of: plan, over: Library(plan.source), options: RunOptions(output: workshop.output, jobs: 1), version: "test")
      var warnings: [String] = []
      let summary = try await run { if case .trackFinished(let report) = $0 { warnings += report.warnings } }
      #expect(summary.isFlawless)
      #expect(warnings.count == 1 && warnings[0].hasPrefix("x.json: stays as it is, since a person made or edited it"))
      #expect(try workshop.document("x.json") == Self.json)
    }
  }

  @Test func whatIsNotAsInTheEditIsWarnedOfEachTime() async throws {
    let workshop = try Workshop()
    let slow = Self.list.replacing("FAR 2", with: "CU_002").replacing(
      "01:00:01:15 01:00:04:00 01", with: "01:00:01:15 01:00:03:00 01")
    try workshop.addFile("x.edl", Array(slow.utf8))
    for _ in 0..<2 {
      let read = try await run("plans: \"\(workshop.folder)/x.edl\", frame_rate: 25", in: workshop)
      #expect(read.warnings.count == 1 && read.warnings[0].contains("x.edl:6:1: warning: the event plays its clip at"))
    }
  }

  @Test func aFolderHasOnePlanForEachSong() throws {
    let workshop = try Workshop()
    for name in ["a.json", "a.edl", "a.markers.edl", "a.guides.json", "b.otio", "b.csv", "c.edl", "c-2.edl"] {
      try workshop.addFile("plans/\(name)", [])
    }
    let plan = try #require(try plan("plans: \"\(workshop.folder)/plans\"").plan)
    #expect(try Library(plan.source).tracks.map(\.path) == ["a.json", "b.otio", "c.edl"])
    try workshop.addFile("plans/b.xml", [])
    let failure = #expect(throws: Failure.self) { try Library(plan.source) }
    #expect(failure?.description.hasSuffix("are edits of one song; name the file that you have edited") == true)
  }

  @Test func whatIsSaidOfPlansNeedsPlans() throws {
    #expect(
      try plan("audio: songs, frame_rate: 25").diagnostics.map(\.description).contains(
        "p.yaml:2:24: error: source.frame_rate is about shot plans, and this source has none; leave it out"))
    #expect(
      try plan("plans: x.edl, vocabulary: none.yaml").diagnostics.map(\.description)
        == ["p.yaml:2:36: error: source.vocabulary: none.yaml: cannot read: No such file or directory"])
  }

  /// What lies in the file that a plan names would be in no key.
  @Test func aPlanHasNoFileToOpen() throws {
    struct Look: TrackStage {
      static let shots = Input<ShotPlan>("shots", "A plan.")
      static let document = Output<Document>("document", fileExtension: "txt", "Text.")
      static let declaration = StageDeclaration(
        id: "look", opensFile: true, doc: "Looks at the pictures.", source: "-", inputs: [shots], outputs: [document])

      init(_ settings: Settings) {}

      func run(_ inputs: Artifacts, in context: TrackContext) -> Artifacts { Artifacts() }
    }
    let registry = try Registry([Plugin(name: "tests", stages: [StageKind(Look.self)])])
    let text = "version: 1\nsource: {plans: x.json}\nstages:\n  look: {use: look}\n"
    let told = Planner(registry: registry).plan(Array(text.utf8), file: "p.yaml").diagnostics.map(\.description)
    let start = "p.yaml:4:3: error: stage 'look' opens the song's own file"
    #expect(told.count == 1 && told[0].hasPrefix(start), "\(told)")
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
