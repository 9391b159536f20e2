import Engine
import FoundationEssentials
import Pipeline
import StageKit
import Testing

/// Files of an earlier run stay beside a newer plan of fewer writers; the run says so once, and removes them only when asked.
@Suite struct EarlierFilesTests {
  private static let one = "  groups: {use: groups}\n  p: {use: print, in: {frames: groups}}\n"
  private static let two = one + "  q: {use: print, in: {frames: groups}, to: '{track}.more.txt'}\n"
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    for song in ["a.wav", "b.wav"] { try workshop.addSong(song, [1, 2, 3, 4]) }
  }

  /// A stage's other settings.
  private func changed(_ stages: String) -> String {
    let p = "p: {use: print, in: {frames: groups}"
    return stages.replacing("\(p)}", with: "\(p), with: {prefix: '>'}}")
  }

  private func run(_ stages: String, over songs: String = "songs", prunes: Bool = false) async throws -> RunSummary {
    var options = RunOptions(output: workshop.output, jobs: 2)
    options.prunes = prunes
    let library = try Library(["\(workshop.folder)/\(songs)"])
    return try await Run(of: workshop.plan(stages), over: library, options: options, version: "test") { _ in }
  }

  private func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: "\(workshop.output)/\(path)") }

  @Test func whatANewerPlanDoesNotMakeIsCounted() async throws {
    #expect(try await run(Self.two).earlier == nil)
    // Made with the others, and as new as they are.
    #expect(try await run(Self.one).earlier == nil)
    let summary = try await run(changed(Self.one))
    #expect(summary.earlier?.count == 2 && summary.earlier?.removed == 0)
    #expect(summary.earlier?.example == "a.more.txt")
    #expect(summary.isFlawless)
    // As long as they are there, whatever else is up to date.
    #expect(try await run(changed(Self.one)).earlier?.count == 2)
    #expect(try await run(changed(Self.two)).earlier == nil)
  }

  @Test func filesOfOtherSongsAreNotSpokenOf() async throws {
    _ = try await run(Self.two, over: "songs/a.wav")
    _ = try await run(Self.one, over: "songs/b.wav")
    #expect(try await run(changed(Self.one), over: "songs/b.wav").earlier == nil)
    #expect(try await run(changed(Self.one), over: "songs/a.wav").earlier?.count == 1)
  }

  @Test func aPersonsFilesAreNotSpokenOf() async throws {
    _ = try await run(Self.one)
    try workshop.addFile("out/a.notes", Array("mine".utf8))
    #expect(try await run(changed(Self.one)).earlier == nil)
  }

  /// A command's own file, such as an animatic: it is told once the documents are newer.
  @Test func aVideoOfAnEarlierPlanIsCounted() async throws {
    _ = try await run(Self.one)
    try OwnFile(path: "\(workshop.output)/a.mp4").write { try Data([1]).write(to: URL(filePath: $0)) }
    #expect(try await run(Self.one).earlier == nil)
    let earlier = try await run(changed(Self.one)).earlier
    // No run makes it again, so that none removes it either.
    #expect(earlier?.example == "a.mp4" && earlier?.removable == 0)
  }

  @Test func onlyWhatNobodyHasChangedIsRemoved() async throws {
    _ = try await run(Self.two)
    try workshop.addFile("out/b.more.txt", Array("mine".utf8))
    let summary = try await run(changed(Self.one), prunes: true)
    #expect(summary.earlier?.count == 2 && summary.earlier?.removed == 1)
    #expect(!isThere("a.more.txt") && isThere("b.more.txt") && isThere("a.txt") && isThere("b.txt"))
    #expect(try workshop.document("b.more.txt") == "mine")
  }

  @Test func whatIsStillNeededStays() async throws {
    _ = try await run(Self.two)
    try OwnFile(path: "\(workshop.output)/a.mp4").write { try Data([1]).write(to: URL(filePath: $0)) }
    // The document of a.wav names the other's file.
    let naming = Self.one.replacing("groups}}", with: "groups}, with: {prefix: 'a.more.txt '}}")
    let summary = try await run(naming, prunes: true)
    #expect(summary.earlier?.count == 3 && summary.earlier?.removed == 1 && summary.earlier?.example == "b.more.txt")
    #expect(isThere("a.mp4") && isThere("a.more.txt") && !isThere("b.more.txt"))
  }

  /// `a.v2` is a song of its own by its plan; `a.more` and `a.guides` are none.
  @Test(arguments: [("v2", 0), ("guides", 1)]) func aLongerNameWithAPlanIsAnotherSong(name: String, count: Int)
    async throws
  {
    let plan = "  j: {use: print, in: {frames: groups}, to: '{track}.json'}\n"
    try workshop.addSong("a.\(name).wav", [1, 2, 3, 4])
    _ = try await run(Self.one + plan, over: "songs/a.\(name).wav")
    _ = try await run(Self.one, over: "songs/a.wav")
    let summary = try await run(changed(Self.one), over: "songs/a.wav", prunes: true)
    #expect((summary.earlier?.removed ?? 0) == 2 * count)
    #expect(isThere("a.\(name).json") == (count == 0) && isThere("a.\(name).txt") == (count == 0))
  }

  /// Where a document stays as a person wants it, the others may be of the same.
  @Test func nothingIsRemovedUnlessAllIsComplete() async throws {
    _ = try await run(Self.two)
    try workshop.addFile("out/b.txt", Array("mine".utf8))
    let summary = try await run(changed(Self.one), prunes: true)
    #expect(!summary.isFlawless && summary.earlier?.removed == 0)
    #expect(isThere("a.more.txt") && isThere("b.more.txt"))
  }

  @Test(arguments: ["{output}", "out/{name}"]) func whatTheRunReadsIsNoneOfThem(file: String) async throws {
    struct Labelled: TrackStage {
      static let document = Output<Document>("document", fileExtension: "read", "Text.")
      static let file = Parameter<TrackFile?>("file", default: nil, "A file of the track.")
      static let declaration = StageDeclaration(
        id: "labelled", doc: "Reads a file.", source: "-", inputs: [], outputs: [document], parameters: [file])

      init(_ settings: Settings) {}

      func run(_ inputs: Artifacts, in context: TrackContext) -> Artifacts {
        var outputs = Artifacts()
        outputs[Self.document] = Document(text: "read")
        return outputs
      }
    }
    _ = try await run(Self.two)
    let stages = "  r: {use: labelled, with: {file: '\(file).more.txt'}}\n"
    let plan = try workshop.plan(changed(Self.one) + stages, with: [StageKind(Labelled.self)])
    let run = try workshop.run(of: plan, over: ["songs"], jobs: 1)
    let summary = try await run { _ in }
    #expect(summary.earlier == nil)
  }

  @Test func aDryRunNamesThem() async throws {
    _ = try await run(Self.two)
    _ = try await run(changed(Self.one))
    let forecast = try workshop.run(of: workshop.plan(changed(Self.one)), over: ["songs"], jobs: 1).forecast()
    #expect(forecast.earlier == ["a.more.txt", "b.more.txt"])
  }
}
