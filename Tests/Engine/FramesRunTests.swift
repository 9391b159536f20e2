import Engine
import Pipeline
import StageKit
import Testing

/// Runs over a user's own rows in place of audio.
@Suite struct FramesRunTests {
  /// Writes labels and the part of a track.
  private struct Tell: TrackStage {
    static let labels = Input<TrackText>("labels", "The labels.")
    static let document = Output<Document>("document", fileExtension: "tell", "What is known.")
    static let declaration = StageDeclaration(
      id: "tell", doc: "Tells what is known of a track.", source: "These tests.", inputs: [labels], outputs: [document])

    init(_ settings: Settings) {}

    func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
      let text = try inputs[Self.labels]
      let content = text.bytes.map { String(decoding: $0, as: UTF8.self) } ?? "none"
      var artifacts = Artifacts()
      artifacts[Self.document] = Document(
        text: "\(context.track.name) \(context.track.part.rawValue) \(context.track.seconds) \(content)")
      return artifacts
    }
  }

  private let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func run(
    source: String, stages: String, tracks: [String] = []
  ) async throws -> (summary: RunSummary, reports: [String: TrackReport]) {
    let registry = try Registry([
      Plugin(
        name: "tests",
        stages: [StageKind(Share.self), StageKind(Join.self), StageKind(Print.self), StageKind(Tell.self)])
    ])
    let text = "version: 1\nsource: {\(source)}\nstages:\n\(stages)"
    let result = Planner(registry: registry, probe: TrackProbe()).plan(
      Array(text.utf8), file: "\(workshop.folder)/test.yaml", tracks: tracks.map { "\(workshop.folder)/\($0)" })
    let plan = try #require(result.plan, "\(result.diagnostics)")
    let run = try Run(
      of: plan, over: Library(plan.source), options: RunOptions(output: workshop.output, jobs: 2),
      version: "test")
    var reports: [String: TrackReport] = [:]
    let summary = try await run { event in
      if case .trackFinished(let report) = event { reports[report.track] = report }
    }
    return (summary, reports)
  }

  private let print = "  print: {use: print, in: {frames: frames}}\n"

  @Test func rowsReachTrackStages() async throws {
    try workshop.addFile("rows/a/x.npy", numPyFile([1, 2, 3, 4], columns: 2))
    let (summary, reports) = try await run(source: "frames: {files: rows, rate: 0.5 Hz}", stages: print)
    #expect(summary.end == .allDone)
    #expect(reports["a/x.npy"]?.seconds == 4)
    #expect(try workshop.document("a/x.txt") == "1.0 2.0\n3.0 4.0\n")
  }

  /// `share` surveys first, so the rows flow twice.
  @Test func rowsReachFrameStages() async throws {
    try workshop.addFile("x.npy", numPyFile([1, 0, 1, 1, 4, 0], columns: 2))
    _ = try await run(
      source: "frames: {groups: {files: '*.npy', rate: 100 Hz}}",
      stages: """
          share: {use: share}
          join: {use: join, in: {frames: [groups, share]}}
          print: {use: print, in: {frames: join}}

        """)
    #expect(try workshop.document("x.txt") == "1.0 0.0 0.25\n1.0 1.0 0.5\n4.0 0.0 1.0\n")
  }

  @Test func viewsStandBesideTheFirst() async throws {
    try workshop.addFile("c/x.1s.npy", numPyFile([1, 2, 3, 4, 5], columns: 1))
    try workshop.addFile("c/x.2s.npy", numPyFile([1, 2, 3, 4, 5, 6], columns: 2))
    let (_, reports) = try await run(
      source: """
        frames: {x: {files: 'c/*.1s.npy', rate: 1 Hz}, y: {files: '{track}.2s.npy', rate: 0.5 Hz}}
        """,
      stages: "  x1: {use: print, in: {frames: x}, to: '{track}.x.txt'}\n"
        + "  y1: {use: print, in: {frames: y}, to: '{track}.y.txt'}\n")
    #expect(reports["x.1s.npy"]?.seconds == 5)
    #expect(try workshop.document("x.x.txt") == "1.0\n2.0\n3.0\n4.0\n5.0\n")
    #expect(try workshop.document("x.y.txt") == "1.0 2.0\n3.0 4.0\n5.0 6.0\n")
  }

  @Test func viewsOfAnotherLengthOrWidthAreRefused() async throws {
    for (name, second) in [("short", [Float](repeating: 0, count: 4)), ("wide", [Float](repeating: 0, count: 9))] {
      try workshop.addFile("c/\(name).1s.npy", numPyFile([1, 2, 3, 4, 5], columns: 1))
      try workshop.addFile("c/\(name).2s.npy", numPyFile(second, columns: name == "wide" ? 3 : 2))
    }
    let (summary, reports) = try await run(
      source: """
        frames: {x: {files: 'c/*.1s.npy', rate: 1}, y: {files: '{track}.2s.npy', rate: 0.5, width: 2}}
        """,
      stages: "  print: {use: print, in: {frames: y}}\n")
    #expect(summary.failedCount == 2)
    let reasons = reports.mapValues { $0.reason ?? "" }
    #expect(
      reasons["short.1s.npy"]?.contains(
        "short.2s.npy: 2 rows at 0.5 Hz, but the track lasts 5 s by its first view, which makes 3") == true)
    #expect(
      reasons["wide.1s.npy"]?.contains(
        "wide.2s.npy: rows of 3 numbers, but the view 'y' has rows of 2; correct the view's `width`, or") == true)
  }

  @Test func aChangedViewIsNotUpToDate() async throws {
    try workshop.addFile("c/x.1s.npy", numPyFile([1, 2], columns: 1))
    try workshop.addFile("c/x.2s.npy", numPyFile([7], columns: 1))
    let source = "frames: {x: {files: 'c/*.1s.npy', rate: 1}, y: {files: '{track}.2s.npy', rate: 0.5}}"
    let stages = "  print: {use: print, in: {frames: y}}\n"
    #expect(try await run(source: source, stages: stages).reports["x.1s.npy"]?.status == .ok)
    #expect(try await run(source: source, stages: stages).reports["x.1s.npy"]?.status == .cached)
    try workshop.addFile("c/x.2s.npy", numPyFile([8], columns: 1))
    #expect(try await run(source: source, stages: stages).reports["x.1s.npy"]?.status == .ok)
    #expect(try workshop.document("x.txt") == "8.0\n")
  }

  @Test func filesOnTheCommandLineReplaceTheTracks() async throws {
    try workshop.addFile("c/x.1s.npy", numPyFile([1], columns: 1))
    try workshop.addFile("d/y.1s.npy", numPyFile([2, 3], columns: 2))
    _ = try await run(
      source: "frames: {files: 'c/*.1s.npy', rate: 1}", stages: print, tracks: ["d/y.1s.npy"])
    #expect(try workshop.documents() == ["y.txt": "2.0 3.0\n"])
  }

  @Test func damagedRowsFailTheirTrackAlone() async throws {
    try workshop.addFile("c/x.npy", numPyFile([1], columns: 1))
    try workshop.addFile("c/y.npy", Array(numPyFile([1], columns: 1).dropLast()))
    let (summary, reports) = try await run(source: "frames: {files: c, rate: 1}", stages: print)
    #expect(summary.failedCount == 1)
    #expect(reports["x.npy"]?.status == .ok)
    #expect(reports["y.npy"]?.reason == "the shape (1, 1,) needs 4 bytes, but 3 bytes of numbers are there")
  }

  @Test func labelsAndPartsReachStagesAndUnlabelledTracksHaveNone() async throws {
    for name in ["train/a", "test/b", "more/c"] {
      try workshop.addFile("\(name).npy", numPyFile([Float(name.utf8.count), Float(name.utf8.first ?? 0)], columns: 1))
      if name != "test/b" { try workshop.addFile("\(name).csv", Array(name.utf8)) }
    }
    let source = """
      frames: {files: '**/[ab].npy', rate: 1}, labels: '{track}.csv', unlabelled: '**/c.npy', split: {training: train, test: test}
      """
    _ = try await run(source: source, stages: "  tell: {use: tell}\n")
    #expect(
      try workshop.documents() == [
        "train/a.tell": "train/a training 2.0 train/a", "test/b.tell": "test/b test 2.0 none",
        "more/c.tell": "more/c unlabelled 2.0 none",
      ])
    // Labels of unlabelled tracks change nothing, others do.
    try workshop.addFile("more/c.csv", [1])
    try workshop.addFile("train/a.csv", [0x61])
    let again = try await run(source: source, stages: "  tell: {use: tell}\n").reports
    #expect(again["more/c.npy"]?.status == .cached)
    #expect(again["train/a.npy"]?.status == .ok)
  }
}
