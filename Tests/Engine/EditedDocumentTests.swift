import Engine
import FoundationEssentials
import Glibc
import StageKit
import Testing

/// Files in the output folder that songboard did not write, as they lie there.
@Suite struct EditedDocumentTests {
  private static let first = "  groups: {use: groups}\n  p: {use: print, in: {frames: groups}}\n"
  private static let changed = first.replacing("{frames: groups}}", with: "{frames: groups}, with: {prefix: '>'}}")
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try workshop.addSong("a.wav", [1, 2, 3, 4])
  }

  private var mine: [UInt8] { Array("mine\n".utf8) }

  @Test(arguments: [first, changed]) func anEditedDocumentStaysAndIsTold(stages: String) async throws {
    try await workshop.run(Self.first)
    try workshop.addFile("out/a.txt", mine)
    let (summary, reports) = try await workshop.run(stages)
    #expect(reports["a.wav"]?.status == .edited)
    #expect(reports["a.wav"]?.reason?.hasPrefix("changed since songboard wrote it, and stays: a.txt; ") == true)
    #expect(try workshop.document("a.txt") == "mine\n")
    #expect(!summary.isFlawless && summary.failedCount == 0)
  }

  /// The command that the message names, for a song in a folder as well.
  @Test(arguments: ["a.wav", "b c/d.wav", "it's/{e}.wav"])
  func theWayOnLeadsToTheSameFolder(song: String) async throws {
    let stages = Self.first.replacing("groups}}", with: "groups}, to: '{track}.json'}")
    try workshop.addSong(song, [1, 2, 3, 4])
    try await workshop.run(stages)
    let plan = song.replacing(".wav", with: ".json")
    try workshop.addFile("out/\(plan)", mine)
    let output = workshop.output
    let songs = ["a.wav": "\(output)/a.json", "b c/d.wav": "'\(output)/{b c/d.json}'"][song] ?? output
    let reason = try await workshop.run(stages).reports[song]?.reason
    #expect(reason?.contains("`songboard run export \(songs) -o \(output)`") == true, "\(reason ?? "-")")
    if song != "it's/{e}.wav" {
      let pattern = songs.replacing("'", with: "")
      #expect(try Library([pattern]).tracks.map(\.path) == [plan])
    }
  }

  /// What `export` reads, it is offered for; of markers, guides and numbers nothing else can be made.
  @Test(arguments: [
    ("edl", true), ("csv", true), ("otio", true), ("xml", true), ("fcpxml", true), ("mlt", true), ("shotcut.mlt", true),
    ("kdenlive", true), ("markers.edl", false), ("guides.json", false), ("reaper.csv", false), ("txt", false),
  ])
  func theWayOnIsOfferedForEachEdit(ending: String, isEdit: Bool) async throws {
    let stages = Self.first.replacing("groups}}", with: "groups}, to: '{track}.\(ending)'}")
    try await workshop.run(stages)
    try workshop.addFile("out/a.\(ending)", mine)
    let reason = try #require(try await workshop.run(stages).reports["a.wav"]?.reason)
    let command = "make the other documents of it with `songboard run export \(workshop.output)/a.\(ending) -o "
    #expect(reason.contains(command) == isEdit, "\(reason)")
    #expect(reason.contains("songboard run export") == isEdit)
  }

  /// Where two were changed, neither can go on in this folder without the other's loss; of a plan and an edit, the plan is
  /// named.
  @Test(arguments: [("edl", "json", "json"), ("csv", "edl", "csv")])
  func severalEditsGoOnInAnotherFolder(one: String, other: String, named: String) async throws {
    let stages =
      Self.first.replacing("groups}}", with: "groups}, to: '{track}.\(one)'}")
      + "  q: {use: print, in: {frames: groups}, to: '{track}.\(other)'}\n"
    try await workshop.run(stages)
    for file in ["a.\(one)", "a.\(other)"] { try workshop.addFile("out/\(file)", mine) }
    let reason = try #require(try await workshop.run(stages).reports["a.wav"]?.reason)
    let output = workshop.output
    #expect(
      reason.contains("\(["a.\(one)", "a.\(other)"].sorted().joined(separator: " and ")) were changed"), "\(reason)")
    #expect(reason.contains("songboard run export \(output)/a.\(named) -o \(output)-edited`"), "\(reason)")
  }

  @Test func overwritingLeavesACopy() async throws {
    try await workshop.run(Self.first)
    let text = try workshop.document("a.txt")
    for number in 1...2 {
      try workshop.addFile("out/a.txt", mine)
      let (_, reports) = try await workshop.run(Self.first, overwrites: true)
      #expect(reports["a.wav"]?.status == .ok)
      #expect(reports["a.wav"]?.warnings.contains("a.txt: the file that was there is now a.txt.~\(number)~") == true)
      #expect(try workshop.document("a.txt") == text)
      #expect(try workshop.document("a.txt.~\(number)~") == "mine\n")
    }
  }

  @Test func aFileOfSomebodyElseStays() async throws {
    try workshop.addFile("out/a.txt", mine)
    for _ in 1...2 {
      let (_, reports) = try await workshop.run(Self.first)
      #expect(reports["a.wav"]?.status == .edited)
      #expect(reports["a.wav"]?.reason?.hasPrefix("not written by songboard, and stays: a.txt; ") == true)
      #expect(try workshop.document("a.txt") == "mine\n")
    }
  }

  @Test func aLinkOfSomebodyElseStays() async throws {
    try workshop.addFile("elsewhere", mine)
    try workshop.addFile("out/other", mine)
    try FileManager.default.createSymbolicLink(
      atPath: "\(workshop.output)/a.txt", withDestinationPath: "\(workshop.folder)/elsewhere")
    #expect(try await workshop.run(Self.first).reports["a.wav"]?.status == .edited)
    #expect(try workshop.document("a.txt") == "mine\n")
  }

  @Test func anEmptiedDocumentIsMadeAgain() async throws {
    try await workshop.run(Self.first)
    let text = try workshop.document("a.txt")
    try workshop.addFile("out/a.txt", [])
    #expect(try await workshop.run(Self.first).reports["a.wav"]?.status == .ok)
    #expect(try workshop.document("a.txt") == text)
  }

  /// Of `a.txt` and its continuation `a-2.txt`, one was edited.
  @Test(arguments: ["a.txt", "a-2.txt"]) func aPartThatWasEditedStays(part: String) async throws {
    let stages = Self.first.replacing("{frames: groups}}", with: "{frames: groups}, with: {rows: 1}}")
    try workshop.addSong("a.wav", [Int16](repeating: 0, count: 8))
    try await workshop.run(stages)
    try workshop.addFile("out/\(part)", mine)
    #expect(try await workshop.run(Self.changed).reports["a.wav"]?.status == .edited)
    #expect(try workshop.document(part) == "mine\n")
  }

  /// A program that watches the folder writes to the document as soon as it is there.
  @Test func anEditInTheMomentOfPublishingIsSeen() async throws {
    for _ in 0..<20 {
      let workshop = try Workshop()
      try workshop.addSong("a.wav", [1, 2, 3, 4])
      let document = "\(workshop.output)/a.txt"
      let watching = Task.detached {
        var file: Int32 = -1
        while file < 0 { file = open(document, O_WRONLY | O_TRUNC) }
        write(file, "mine\n", 5)
        close(file)
      }
      try await workshop.run(Self.first)
      await watching.value
      #expect(try await workshop.run(Self.first).reports["a.wav"]?.status == .edited)
    }
  }

  /// One run looks at a track; then another writes its document from other settings, and the first hears of that as it
  /// publishes another track.
  @Test func whatAnotherRunWroteMeanwhileIsNotReplaced() async throws {
    let folder = workshop.folder
    try workshop.addSong("b.wav", [1, 2, 3, 4])
    let script = ScriptedStage.kind { context in
      _ = FileManager.default.createFile(atPath: "\(folder)/begun-\(context.track.name)", contents: nil)
      try ScriptedStage.wait(for: "\(folder)/go-\(context.track.name)")
      return ""
    }
    let stages = Self.changed + "  share: {use: share}\n  script: {use: script, in: {largest: share.largest}}\n"
    let first = try workshop.run(of: workshop.plan(stages, with: [script]), over: ["songs"], jobs: 2)
    let second = try workshop.run(of: workshop.plan(Self.first), over: ["songs/a.wav"], jobs: 1)
    let running = Task {
      var reports: [String: TrackReport] = [:]
      _ = try await first { event in
        guard case .trackFinished(let report) = event else { return }
        reports[report.track] = report
        _ = FileManager.default.createFile(atPath: "\(folder)/go-a", contents: nil)
      }
      return reports
    }
    try await Task.detached { try ScriptedStage.wait(for: "\(folder)/begun-a") }.value
    #expect(try await second { _ in }.isFlawless)
    try workshop.addFile("go-b", [])
    let reports = try await running.value
    #expect(reports["b.wav"]?.status == .ok)
    #expect(reports["a.wav"]?.reason?.hasPrefix("a.txt: another run has written it meanwhile") == true)
    #expect(try workshop.document("a.txt").hasPrefix(">") == false)
  }

  @Test func aDocumentTakesNoInputsPlace() throws {
    try workshop.addFile("songs/a.txt", mine)
    for stages in [
      "  groups: {use: groups}\n  p: {use: print, in: {frames: groups}, to: '{track}.wav'}\n",
      "  groups: {use: groups}\n  p: {use: print, in: {frames: groups}, with: {file: '{track}.txt'}}\n",
      "  groups: {use: groups}\n  p: {use: print, in: {frames: groups}, with: {file: '{track}.head'}, to: '{track}.head'}\n",
    ] {
      let plan = try workshop.plan(stages)
      let library = try Library(["\(workshop.folder)/songs"])
      let failure = #expect(throws: Failure.self) {
        try Run(
          of: plan, over: library, options: RunOptions(output: "\(workshop.folder)/songs", jobs: 1), version: "test")
      }
      #expect(failure?.reason.contains("which this run reads") == true)
    }
  }

  @Test func theRunsOwnFilesReplaceNobodysEither() async throws {
    try workshop.addFile("out/run.yaml", mine)
    try await workshop.run(Self.first)
    #expect(try workshop.document("run.yaml.~1~") == "mine\n")
  }
}
