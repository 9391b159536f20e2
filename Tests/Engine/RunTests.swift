import Engine
import Files
import FoundationEssentials
import Glibc
import StageKit
import Testing

@Suite struct RunTests {
  private static let stages = "  groups: {use: groups}\n  print: {use: print, in: {frames: groups}}\n"

  @Test func oneBadTrackStopsNoOther() async throws {
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [1, 2, 3, 4])
    try workshop.addSong("c/d.wav", [1, 2, 3, 4])
    try workshop.addFile("songs/empty.wav", [])
    try workshop.addFile("songs/text.mp3", Array("not music".utf8))
    let (summary, reports) = try await workshop.run(Self.stages, over: ["songs", "songs/missing.wav"])
    #expect(summary.completeCount == 2)
    #expect(summary.failedCount == 3)
    #expect(reports["a.wav"]?.status == .ok)
    #expect(reports["c/d.wav"]?.documents == ["c/d.txt"])
    #expect(reports["empty.wav"]?.status == .empty)
    #expect(reports["text.mp3"]?.status == .unsupported)
    #expect(reports["missing.wav"]?.status == .failed)
    #expect(reports["missing.wav"]?.reason == "cannot read: No such file or directory")
    #expect(try workshop.documents().keys.sorted() == ["a.txt", "c/d.txt"])
  }

  @Test func theJournalHasALinePerTrack() async throws {
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [1, 2, 3, 4])
    try workshop.addFile("songs/b.wav", [])
    for _ in 1...2 { try await workshop.run(Self.stages) }
    let lines = try workshop.document("run.jsonl").split(separator: "\n")
    let reports = try lines.map { try JSONDecoder().decode(TrackReport.self, from: Data($0.utf8)) }
    #expect(reports.map(\.track).sorted() == ["a.wav", "a.wav", "b.wav", "b.wav"])
    #expect(Set(reports.map(\.run)).count == 2)
    #expect(reports.filter { $0.track == "a.wav" }.map(\.status) == [.ok, .cached])
  }

  @Test func aStageThatFailsIsNamedWithTheWayOut() async throws {
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [1, 2, 3, 4])
    let (_, reports) = try await workshop.run(
      "  groups: {use: groups}\n  print: {use: print, in: {frames: groups}, with: {fails: true}}\n")
    #expect(reports["a.wav"]?.status == .failed)
    #expect(reports["a.wav"]?.reason == "print: cannot print; set fails to false")
    #expect(try workshop.documents().isEmpty)
  }

  @Test func warningsAreReported() async throws {
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [1000, 2, 3, 4])
    let (_, reports) = try await workshop.run(Self.stages)
    #expect(reports["a.wav"]?.warnings == ["print: printed"])
  }

  /// Of a noise floor that is taken for music.
  @Test func faintSoundIsTold() async throws {
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [1, 2, 3, 4])
    let (_, reports) = try await workshop.run("  groups: {use: groups}\n  print: {use: print, in: {frames: groups}}\n")
    #expect(reports["a.wav"]?.warnings.first?.hasPrefix("it is all but silent, at most -78 dBFS") == true)
  }

  @Test func runningAgainDoesOnlyWhatChanged() async throws {
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [1, 2, 3, 4])
    try workshop.addSong("b.wav", [1, 2, 3, 4])
    try await workshop.run(Self.stages)
    #expect(try await workshop.run(Self.stages).summary.counts == [.cached: 2])

    try workshop.addSong("b.wav", [4, 3, 2, 1])
    let changedSong = try await workshop.run(Self.stages).reports.mapValues(\.status)
    #expect(changedSong == ["a.wav": .cached, "b.wav": .ok])

    let otherSettings = "  groups: {use: groups}\n  print: {use: print, in: {frames: groups}, with: {prefix: '>'}}\n"
    #expect(try await workshop.run(otherSettings).summary.counts == [.ok: 2])

    try FileManager.default.removeItem(atPath: "\(workshop.output)/a.txt")
    let missing = try await workshop.run(otherSettings).reports.mapValues(\.status)
    #expect(missing == ["a.wav": .ok, "b.wav": .cached])
  }

  @Test func aFileBesideTheTrackIsPartOfItsInput() async throws {
    let workshop = try Workshop()
    let stages = "  groups: {use: groups}\n  print: {use: print, in: {frames: groups}, with: {file: '{track}.head'}}\n"
    try workshop.addSong("a.wav", [0, 0, 0, 0])
    try await workshop.run(stages)
    #expect(try workshop.document("a.txt") == "0.0 0.0 0.0 0.0\n")
    try workshop.addFile("songs/a.head", Array("head\n".utf8))
    #expect(try await workshop.run(stages).reports["a.wav"]?.status == .ok)
    #expect(try workshop.document("a.txt") == "head\n0.0 0.0 0.0 0.0\n")
    #expect(try await workshop.run(stages).reports["a.wav"]?.status == .cached)
  }

  @Test func anotherVersionMakesOnlyWhatNamesIt() async throws {
    struct Sign: TrackStage {
      static let largest = Input<Number>("largest", "Any number.")
      static let text = Output<Document>("text", fileExtension: "sign", "The version.")
      static let declaration = StageDeclaration(
        id: "sign", namesProgram: true, doc: "Writes the version.", source: "These tests.", inputs: [largest],
        outputs: [text])

      init(_ settings: Settings) {}

      func run(_ inputs: Artifacts, in context: TrackContext) -> Artifacts {
        var outputs = Artifacts()
        outputs[Self.text] = Document(text: context.version)
        return outputs
      }
    }
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [1, 2, 3, 4])
    let stages = Self.stages + "  share: {use: share}\n  sign: {use: sign, in: {largest: share.largest}}\n"
    func written(_ version: String) async throws -> [String] {
      try await workshop.run(stages, with: [StageKind(Sign.self)], version: version)
      return try #require(workshop.reports["a.wav"]).written.sorted()
    }
    #expect(try await written("1") == ["a.sign", "a.txt"])
    #expect(try await written("1") == [])
    #expect(try await written("2") == ["a.sign"])
    #expect(try workshop.document("a.sign") == "2")
  }

  @Test func aCorpusStageIsToldTheVersionOnlyIfItNamesIt() async throws {
    struct Sign: CorpusStage {
      static let largest = Input<Number>("largest", "Any number.")
      static let text = Output<Document>("text", fileExtension: "sign", "The version.")
      static let declaration = StageDeclaration(
        id: "sign", doc: "Writes the version.", source: "These tests.", inputs: [largest], outputs: [text])

      init(_ settings: Settings) {}

      func run(_ corpus: any Corpus, in context: CorpusContext) -> Artifacts {
        var outputs = Artifacts()
        outputs[Self.text] = Document(text: "version '\(context.version)'")
        return outputs
      }
    }
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [1, 2, 3, 4])
    let stages = "  groups: {use: groups}\n  share: {use: share}\n  sign: {use: sign, in: {largest: share.largest}}\n"
    try await workshop.run(stages, with: [StageKind(Sign.self)], version: "1")
    #expect(try workshop.document("sign.sign") == "version ''")
  }

  /// What a stage said when it worked is said again when another takes what it gave.
  @Test func whatIsStoredHasItsWarnings() async throws {
    struct Murmur: TrackStage {
      static let largest = Input<Number>("largest", "Any number.")
      static let same = Output<Number>("same", "The same number.")
      static let declaration = StageDeclaration(
        id: "murmur", doc: "Says something.", source: "These tests.", inputs: [largest], outputs: [same])

      init(_ settings: Settings) {}

      func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
        context.warn("hm")
        var outputs = Artifacts()
        outputs[Self.same] = try inputs[Self.largest]
        return outputs
      }
    }
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [1000, 2, 3, 4])
    let stages =
      "  groups: {use: groups}\n  share: {use: share}\n  murmur: {use: murmur}\n"
      + "  script: {use: script, in: {largest: murmur}}\n"
    for _ in 1...2 {
      let (_, reports) = try await workshop.run(stages, with: [StageKind(Murmur.self), ScriptedStage.kind { _ in "" }])
      #expect(reports["a.wav"]?.status == .ok && reports["a.wav"]?.warnings == ["murmur: hm"])
      try FileManager.default.removeItem(atPath: "\(workshop.output)/a.script")
    }
  }

  /// The second document of a track has no place: what became of the first is told.
  @Test func whatWasPublishedBeforeAFailureIsTold() async throws {
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [1, 2, 3, 4])
    try workshop.addFile("out/x", [1])
    let stages = Self.stages + "  more: {use: print, in: {frames: groups}, to: 'x/{track}.more'}\n"
    let (_, reports) = try await workshop.run(stages)
    #expect(reports["a.wav"]?.status == .failed)
    #expect(reports["a.wav"]?.reason?.contains("a file is in its way") == true)
    #expect(try workshop.documents().keys.sorted() == ["a.txt"])
    #expect(reports["a.wav"]?.written == ["a.txt"] && reports["a.wav"]?.documents == ["a.txt"])
    try FileManager.default.removeItem(atPath: "\(workshop.output)/x")
    #expect(try await workshop.run(stages).reports["a.wav"]?.written == ["x/a.more"])
  }

  /// What names media hangs on where they lie; nothing else does.
  @Test func aLibraryThatMovesMakesOnlyWhatNamesIt() async throws {
    struct Where: TrackStage {
      static let largest = Input<Number>("largest", "Any number.")
      static let text = Output<Document>("text", fileExtension: "where", "The places.")
      static let declaration = StageDeclaration(
        id: "where", namesMedia: true, doc: "Writes where things lie.", source: "These tests.", inputs: [largest],
        outputs: [text])

      init(_ settings: Settings) {}

      func run(_ inputs: Artifacts, in context: TrackContext) -> Artifacts {
        var outputs = Artifacts()
        outputs[Self.text] = Document(text: "\(context.places.song ?? "") \(context.places.folder ?? "")")
        return outputs
      }
    }
    let workshop = try Workshop()
    try workshop.addSong("b/a.wav", [1, 2, 3, 4])
    let stages = Self.stages + "  share: {use: share}\n  where: {use: where, in: {largest: share.largest}}\n"
    func written() async throws -> [String] {
      try await workshop.run(stages, over: ["songs"], with: [StageKind(Where.self)])
      return try #require(workshop.reports["b/a.wav"]).written.sorted()
    }
    #expect(try await written() == ["b/a.txt", "b/a.where"])
    let real = FileTree.absolute(workshop.folder)
    #expect(try workshop.document("b/a.where") == "\(real)/songs/b/a.wav \(real)/out/b")
    #expect(try await written() == [])
    try FileManager.default.moveItem(atPath: "\(workshop.folder)/songs", toPath: "\(workshop.folder)/music")
    try FileManager.default.createSymbolicLink(
      atPath: "\(workshop.folder)/songs", withDestinationPath: "\(workshop.folder)/music")
    #expect(try await written() == ["b/a.where"])
    #expect(try workshop.document("b/a.where") == "\(real)/music/b/a.wav \(real)/out/b")
  }

  @Test func howThePipelinesFolderIsNamedChangesNothing() async throws {
    let workshop = try Workshop()
    let stages =
      "  groups: {use: groups}\n  print: {use: print, in: {frames: groups}, with: {file: 'heads/{name}.head'}}\n"
    try workshop.addSong("x {name}.wav", [0, 0, 0, 0])
    try workshop.addFile("heads/x {name}.head", Array("head\n".utf8))
    try await workshop.run(stages)
    #expect(try workshop.document("x {name}.txt") == "head\n0.0 0.0 0.0 0.0\n")
    #expect(try await workshop.run(stages, as: "songs/../test.yaml").summary.counts == [.cached: 1])
    try workshop.addFile("heads/x {name}.head", Array("tail\n".utf8))
    #expect(try await workshop.run(stages, as: "songs/../test.yaml").summary.counts == [.ok: 1])
  }

  @Test func pendingSaysWhy() async throws {
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [1, 2, 3, 4])
    let library = try Library(["\(workshop.folder)/songs"])
    func reasons() throws -> [String] {
      let run = try Run(
        of: workshop.plan(Self.stages), over: library, options: RunOptions(output: workshop.output, jobs: 1),
        version: "test")
      return try run.forecast().tracks[0].makings.map(\.reason)
    }
    #expect(try reasons() == ["not there yet"])
    try await workshop.run(Self.stages)
    #expect(try reasons() == [])
    try workshop.addSong("a.wav", [4, 3, 2, 1])
    #expect(try reasons() == ["made from another input or other settings"])
  }

  @Test func theNumberOfJobsChangesNoByte() async throws {
    var results: [[String: String]] = []
    for jobs in [1, 2, 5] {
      let workshop = try Workshop()
      for index in 0..<12 { try workshop.addSong("\(index).wav", (0..<500).map { Int16($0 * index % 997) }) }
      try await workshop.run(Self.stages, jobs: jobs)
      results.append(try workshop.documents())
    }
    #expect(results[0].count == 12)
    #expect(results[1] == results[0])
    #expect(results[2] == results[0])
  }

  @Test func twoTracksThatWouldWriteOneFileAreAnError() async throws {
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [1])
    try workshop.addFile("songs/a.flac", [1])
    let failure = await #expect(throws: Failure.self) { try await workshop.run(Self.stages) }
    #expect(
      failure?.reason == "\(workshop.folder)/songs/a.flac and \(workshop.folder)/songs/a.wav would both write a.txt")
    let way = "rename one, or leave one out, or in a pipeline of your own give the stage a template"
    #expect(failure?.remedy.hasPrefix(way) == true)
    let files = ["songs/a.wav", "more/a.wav"]
    try workshop.addFile(files[1], workshop.wave([1]))
    let apart = await #expect(throws: Failure.self) { try await workshop.run(Self.stages, over: files) }
    #expect(apart?.remedy.hasPrefix("name the folder that holds both") == true)
    try await workshop.run(
      "  groups: {use: groups}\n  print: {use: print, in: {frames: groups}, to: '{track}.{format}.{extension}'}\n")
    #expect(try workshop.documents().keys.sorted() == ["a.wav.txt"])
  }

  @Test func aDocumentInPartsIsPublishedAndRemovedAsOne() async throws {
    let workshop = try Workshop()
    func stages(rows: Int) -> String {
      "  groups: {use: groups}\n  print: {use: print, in: {frames: groups}, with: {rows: \(rows)}}\n"
    }
    try workshop.addSong("a.wav", [Int16](repeating: 0, count: 12))
    let inThree = try await workshop.run(stages(rows: 1)).reports["a.wav"]
    #expect(inThree?.documents == ["a.txt", "a-2.txt", "a-3.txt"])
    #expect(try await workshop.run(stages(rows: 1)).reports["a.wav"]?.documents == inThree?.documents)

    try FileManager.default.removeItem(atPath: "\(workshop.output)/a-2.txt")
    #expect(try await workshop.run(stages(rows: 1)).reports["a.wav"]?.status == .ok)
    #expect(try workshop.documents().keys.sorted() == ["a-2.txt", "a-3.txt", "a.txt"])

    try await workshop.run(stages(rows: 2))
    #expect(try workshop.documents().keys.sorted() == ["a-2.txt", "a.txt"])
  }

  @Test func aContinuationTakesNoOtherDocumentsPlace() async throws {
    let workshop = try Workshop()
    let stages = "  groups: {use: groups}\n  print: {use: print, in: {frames: groups}, with: {rows: 1}}\n"
    try workshop.addSong("a.wav", [Int16](repeating: 0, count: 8))
    try workshop.addSong("a-2.wav", [0, 0, 0, 0])
    for _ in 1...2 {
      let reports = try await workshop.run(stages).reports
      #expect(
        reports["a.wav"]?.reason == "a.txt goes on in a-2.txt, which is another document's; rename one of the two songs"
      )
      #expect(reports["a-2.wav"]?.status.isComplete == true)
      #expect(try workshop.document("a-2.txt") == "0.0 0.0 0.0 0.0\n")
    }
  }

  @Test(arguments: ["{track}.txt", "lists/{track}"])
  func aDocumentTakesNoContinuationsPlace(to: String) async throws {
    let workshop = try Workshop()
    let stages = "  groups: {use: groups}\n  print: {use: print, in: {frames: groups}, with: {rows: 1}, to: '\(to)'}\n"
    try workshop.addSong("a.wav", [Int16](repeating: 0, count: 8))
    let documents = try #require(try await workshop.run(stages).reports["a.wav"]?.documents)
    #expect(documents.count == 2)
    try workshop.addSong("a-2.wav", [9, 9, 9, 9])
    for _ in 1...2 {
      let reports = try await workshop.run(stages).reports
      #expect(reports["a.wav"]?.status == .cached)
      #expect(
        reports["a-2.wav"]?.reason
          == "\(documents[0]) goes on in \(documents[1]), which is another document's; rename one of the two songs")
      #expect(try workshop.document(documents[1]) == "0.0 0.0 0.0 0.0\n")
    }
    // A song that went, and its document with it, is in nobody's way.
    try FileManager.default.removeItem(atPath: "\(workshop.folder)/songs/a.wav")
    try FileManager.default.removeItem(atPath: "\(workshop.output)/\(documents[0])")
    #expect(try await workshop.run(stages).reports["a-2.wav"]?.status == .ok)
  }

  @Test(arguments: ["...wav", "..wav"])
  func aSongsNameLeadsNowhereElse(name: String) async throws {
    let workshop = try Workshop()
    try workshop.addSong(name, [1, 2, 3, 4])
    await #expect(throws: Failure.self) {
      try await workshop.run(
        "  groups: {use: groups}\n  print: {use: print, in: {frames: groups}, to: '{track}/x.{extension}'}\n",
        over: ["songs/\(name)"])
    }
  }

  @Test func aFileIsNoFolder() async throws {
    let workshop = try Workshop()
    try workshop.addSong("x.wav", [1])
    try workshop.addSong("x.txt/y.wav", [1])
    await #expect(throws: Failure.self) { try await workshop.run(Self.stages) }
  }

  @Test func namesThatOnlyLookAlikeAreTwoTracks() async throws {
    let workshop = try Workshop()
    try workshop.addSong("caf\u{E9}.wav", [1, 2, 3, 4])
    try workshop.addSong("cafe\u{301}.wav", [4, 3, 2, 1])
    #expect(try Library(["\(workshop.folder)/songs"]).tracks.count == 2)
    #expect(try await workshop.run(Self.stages).summary.completeCount == 2)
  }

  @Test func lostNotesAreMadeAgain() async throws {
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [1, 2, 3, 4])
    try await workshop.run(Self.stages)
    try workshop.addFile("out/.songboard/documents", Array("1234\ta.txt\tnonsense\n".utf8))
    #expect(try await workshop.run(Self.stages).reports["a.wav"]?.status == .ok)
    #expect(try await workshop.run(Self.stages).reports["a.wav"]?.status == .cached)
  }

  @Test func aPipeHoldsNothingUp() async throws {
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [1, 2, 3, 4])
    #expect(mkfifo("\(workshop.folder)/songs/pipe.wav", 0o600) == 0)
    let (_, reports) = try await workshop.run(Self.stages, over: ["songs", "songs/pipe.wav"])
    #expect(reports["a.wav"]?.status == .ok)
    #expect(reports["pipe.wav"]?.reason == "cannot read: it is not a regular file")
  }

  /// Two runs at once, in one folder, of one library.
  @Test func runsMayShareAFolder() async throws {
    let workshop = try Workshop()
    for index in 0..<6 { try workshop.addSong("\(index).wav", (0..<400).map { Int16($0 * index % 997) }) }
    let plan = try workshop.plan(Self.stages)
    let library = try Library(["\(workshop.folder)/songs"])
    let options = RunOptions(output: workshop.output, jobs: 2)
    async let first = Run(of: plan, over: library, options: options, version: "test")(report: { _ in })
    async let second = Run(of: plan, over: library, options: options, version: "test")(report: { _ in })
    #expect(try await first.completeCount == 6)
    #expect(try await second.completeCount == 6)
    #expect(try await workshop.run(Self.stages).summary.counts == [.cached: 6])
  }

  @Test func aFileIsNoOutputFolder() async throws {
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [1])
    try workshop.addFile("out", [1])
    let failure = await #expect(throws: Failure.self) { try await workshop.run(Self.stages) }
    #expect(failure?.reason.hasSuffix("/out is a file, not a folder") == true)
  }

  @Test func damagedTracksAreKeptAndNeverUpToDate() async throws {
    let workshop = try Workshop()
    try workshop.addSong("whole.wav", [1, 2, 3, 4])
    try workshop.addFile("songs/cut.wav", Array(workshop.wave([1, 2, 3, 4, 5, 6, 7, 8]).dropLast(8)))
    let (refusing, refused) = try await workshop.run(Self.stages)
    #expect(refused["cut.wav"]?.status == .truncated && refused["cut.wav"]?.documents == [])
    #expect(refusing.failedCount == 1 && refusing.partialCount == 0)

    for _ in 0..<2 {
      let (summary, reports) = try await workshop.run(Self.stages, source: ", damaged: keep", failFast: true)
      let cut = try #require(reports["cut.wav"])
      #expect(cut.status == .truncated && cut.documents == ["cut.txt"] && cut.isPartial)
      #expect(cut.reason?.contains("promises 16 bytes of sound, and it holds 8") == true)
      #expect(reports["whole.wav"]?.status == .cached)
      #expect(summary.partialCount == 1 && summary.failedCount == 0 && summary.end == .allDone)
    }
    #expect(try workshop.document("cut.txt") == workshop.document("whole.txt"))

    let again = try await workshop.run(Self.stages).reports["cut.wav"]
    #expect(again?.status == .truncated && again?.documents == [])
  }

  @Test func failFastStopsEarly() async throws {
    let workshop = try Workshop()
    try workshop.addFile("songs/0.wav", [])
    for index in 1..<9 { try workshop.addSong("\(index).wav", [1, 2, 3, 4]) }
    let (summary, _) = try await workshop.run(Self.stages, jobs: 1, failFast: true)
    #expect(summary.end == .failure)
    #expect(summary.failedCount == 1)
    #expect(summary.completeCount == 0)
  }

  @Test func cancellingInterrupts() async throws {
    let workshop = try Workshop()
    for index in 0..<4 { try workshop.addSong("\(index).wav", [Int16](repeating: 1, count: 1 << 20)) }
    let run = try Run(
      of: workshop.plan(Self.stages), over: Library(["\(workshop.folder)/songs"]),
      options: RunOptions(output: workshop.output, jobs: 1), version: "test")
    let task = Task { try await run { _ in } }
    task.cancel()
    #expect(try await task.value.end == .interruption)
    #expect(try workshop.documents().isEmpty)
  }

  @Test func whatAKilledRunLeftIsCleared() async throws {
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [1, 2, 3, 4])
    try workshop.addFile("out/.songboard/work/killed/lock", [])
    try workshop.addFile("out/.songboard/work/killed/draft", [1])
    try await workshop.run(Self.stages)
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(workshop.output)/.songboard/work").isEmpty)
  }
}
