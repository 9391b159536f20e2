import Engine
import FoundationEssentials
import StageKit
import Testing

/// Tracks that fail among others of a corpus: the others are finished, each once.
@Suite struct FailedTrackTests {
  private static let learning = """
      groups: {use: groups}
      share: {use: share}
      learn: {use: learn, in: {other: none}}
      judge: {use: judge, in: {distance: learn}}

    """
  private static let source = ", audio: songs, split: {test: test/*}"
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try workshop.addSong("a.wav", [8192, 0, 0, 0])
    try workshop.addSong("b.wav", [16384, 0, 0, 0])
    try workshop.addSong("test/c.wav", [24576, 0, 0, 0])
  }

  /// How often each track was finished in the last run.
  private var finished: [String: Int] {
    workshop.events.reduce(into: [:]) { counts, event in
      if case .trackFinished(let report) = event { counts[report.track, default: 0] += 1 }
    }
  }

  @Test func aDamagedTrackKeepsNoOtherFromItsEnd() async throws {
    try workshop.addFile("songs/cut.wav", Array(workshop.wave([1, 2, 3, 4]).dropLast(4)))
    for status in [TrackStatus.ok, .cached, .cached] {
      let (summary, _) = try await workshop.run(Self.learning, source: Self.source)
      #expect(summary.counts == [status: 3, .truncated: 1])
      #expect(finished == ["a.wav": 1, "b.wav": 1, "test/c.wav": 1, "cut.wav": 1])
    }
  }

  /// All is there but one document, which cannot be made: so the corpus is another, and stages must work that were not
  /// asked for when the turn began.
  @Test func tracksAreFinishedOnceThoughTheCorpusShrinks() async throws {
    let brake = "\(workshop.folder)/brake"
    let script = ScriptedStage.kind { context in
      if context.track.name == "a", FileManager.default.fileExists(atPath: brake) { throw Failure("the brake is on") }
      return context.track.name
    }
    let stages = Self.learning + "  script: {use: script, in: {largest: share.largest}}\n"
    #expect(try await workshop.run(stages, source: Self.source, with: [script]).summary.isFlawless)
    try workshop.addFile("brake", [])
    try FileManager.default.removeItem(atPath: "\(workshop.output)/a.script")
    let (summary, _) = try await workshop.run(stages, source: Self.source, with: [script])
    #expect(summary.counts[.failed] == 1 && summary.triedCount == 3)
    #expect(finished == ["a.wav": 1, "b.wav": 1, "test/c.wav": 1])
    #expect(try workshop.document("learn.diary") == "b, from 0 on")
  }

  /// One song is broken while another is in work.
  @Test func failingFastIsNoInterruption() async throws {
    let folder = workshop.folder
    let script = ScriptedStage.kind { context in
      if context.track.name == "a" {
        try ScriptedStage.wait(for: "\(folder)/begun")
        throw Failure("broken")
      }
      _ = FileManager.default.createFile(atPath: "\(folder)/begun", contents: nil)
      try ScriptedStage.wait(for: "\(folder)/never")
      return ""
    }
    let stages = Self.learning + "  script: {use: script, in: {largest: share.largest}}\n"
    let (summary, reports) = try await workshop.run(stages, source: Self.source, failFast: true, with: [script])
    #expect(summary.end == .failure)
    #expect(reports.mapValues(\.status) == ["a.wav": .failed])
  }

  @Test func aPlanAmongSongsIsToldApart() async throws {
    let workshop = try Workshop()
    try workshop.addFile("songs/a b.json", Array("{}".utf8))
    let (_, reports) = try await workshop.run(
      "  groups: {use: groups}\n  p: {use: print, in: {frames: groups}}\n", over: ["songs/a b.json"])
    let reason = try #require(reports["a b.json"]?.reason)
    #expect(reason.hasPrefix("is a shot plan or an edit, and no sound; "), "\(reason)")
    #expect(reason.hasSuffix("`songboard run export '\(workshop.folder)/songs/a b.json'`"), "\(reason)")
  }
}
