import Audio
import Engine
import Files
import FoundationEssentials
import StageKit
import Testing

/// Files of a frozen plan that are gone, or others, when a shard comes to them.
struct PlannedFileTests {
  private static let stages = "  groups: {use: groups}\n  print: {use: print, in: {frames: groups}}\n"

  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try workshop.addSong("a/x.wav", [8192, 0, 0, 0])
    try workshop.addSong("y.wav", [8192, 0, 0, 0])
  }

  /// An attempt at the songs as they are planned now, after something has happened to them.
  private func attempt(
    stages: String = Self.stages, with more: [StageKind] = [], after change: () throws -> Void = {}
  ) async throws -> (summary: RunSummary, reports: [String: TrackReport]) {
    var tracks = try Library(["\(workshop.folder)/songs"]).tracks
    for index in tracks.indices { tracks[index].planned = PlannedFile(of: tracks[index].file) }
    try change()
    var options = RunOptions(output: workshop.output, jobs: 1)
    options.attempt = Attempt(at: "0000-of-0001", time: UUID().uuidString)
    let run = try Run(
      of: workshop.plan(stages, with: more), over: Library(tracks: tracks), options: options, version: "test")
    var reports: [String: TrackReport] = [:]
    let summary = try await run(journal: { reports[$0.track] = $0 }) { _ in }
    return (summary, reports)
  }

  private func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: "\(workshop.folder)/\(name)")
  }

  /// An unmounted disk: of its folder nothing is left, or it is empty, or it is another's.
  @Test(arguments: [nil, "songs", "songs/lost+found", "songs/.Trash-0"])
  func aLibraryThatIsNotThereMayComeBack(folder: String?) async throws {
    let (summary, reports) = try await attempt {
      try remove("songs")
      if let folder { try FileTree.makeFolder("\(workshop.folder)/\(folder)") }
    }
    #expect(summary.end == .gaveUp && reports.isEmpty)
    #expect(summary.reason?.contains("\(workshop.folder)/songs holds nothing") == true)
  }

  @Test func aSongThatWasDeletedHasFailed() async throws {
    let (_, reports) = try await attempt { try remove("songs/a") }
    #expect(reports.mapValues(\.status) == ["a/x.wav": .failed, "y.wav": .ok])
  }

  @Test func whatHasChangedIsSaid() async throws {
    let (_, reports) = try await attempt {
      try workshop.addSong("a/x.wav", [8192, 0, 0, 0, 0])
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: "\(workshop.folder)/songs/y.wav")
    }
    #expect(reports["a/x.wav"]?.reason?.contains("it had 52 bytes, and has 54") == true, "\(reports)")
    #expect(
      reports["y.wav"]?.reason?.contains("its time is another; make a new plan, with --hash") == true, "\(reports)")
  }

  /// What a disk does to a song while it is decoded is no damage of the song, if it can be read again.
  @Test(arguments: [(AudioFailure.Kind.unreadable, true), (.corrupt, false), (.truncated, false)])
  func aDiskThatFailsInTheMiddleOfASong(kind: AudioFailure.Kind, isOfDisk: Bool) async throws {
    let script = ScriptedStage.kind { context in
      guard context.track.name != "y" else { return "" }
      throw AudioFailure(path: context.track.name, kind: kind, reason: "is as the test says", remedy: "none")
    }
    let stages =
      "  groups: {use: groups}\n  share: {use: share}\n  script: {use: script, in: {largest: share.largest}}\n"
    let (summary, reports) = try await attempt(stages: stages, with: [script])
    #expect((summary.end == .gaveUp) == isOfDisk && reports["a/x.wav"]?.status.isComplete == (isOfDisk ? nil : false))
  }
}
