import FoundationEssentials
import Testing

@Suite struct CorpusTests {
  private static let stages = """
      groups: {use: groups}
      share: {use: share}
      print: {use: print, in: {frames: share}}
      census: {use: census, in: {largest: share.largest}}

    """

  @Test func aCorpusStageSeesAllTracksInOrder() async throws {
    let workshop = try Workshop()
    try workshop.addSong("b.wav", [16384, 0, 0, 0])
    try workshop.addSong("a.wav", [8192, 0, 0, 0])
    try workshop.addFile("songs/bad.wav", [])
    let (summary, _) = try await workshop.run(Self.stages)
    #expect(summary.failedCount == 1)
    #expect(try workshop.document("census.txt") == "a 0.25\nb 0.5\n")
  }

  @Test func itIsDoneAgainWhenATrackChanges() async throws {
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [8192, 0, 0, 0])
    try await workshop.run(Self.stages)
    #expect(try await workshop.run(Self.stages).summary.counts == [.cached: 1])
    try workshop.addSong("b.wav", [16384, 0, 0, 0])
    try await workshop.run(Self.stages)
    #expect(try workshop.document("census.txt") == "a 0.25\nb 0.5\n")
  }

  /// Two folders, each with a song of the same name: both are `01` in the library.
  @Test(arguments: [["one/01.wav", "two/01.wav"], ["two/01.wav", "one/01.wav"]])
  func tracksOfOneNameAreToldApart(songs: [String]) async throws {
    let workshop = try Workshop()
    try workshop.addFile("one/01.wav", workshop.wave([8192, 0, 0, 0]))
    try workshop.addFile("two/01.wav", workshop.wave([16384, 0, 0, 0]))
    let stages =
      "  groups: {use: groups}\n  share: {use: share}\n  census: {use: census, in: {largest: share.largest}}\n"
    var lists: Set<String> = []
    for jobs in [1, 2, 2] {
      try await workshop.run(stages, over: songs, jobs: jobs)
      lists.insert(try workshop.document("census.txt"))
      try FileManager.default.removeItem(atPath: workshop.output)
    }
    #expect(lists.count == 1)
    #expect(lists.first?.split(separator: "\n").sorted() == ["01 0.25", "01 0.5"])
  }

  /// A track that failed in the first run and is whole in the second must reach the stage.
  @Test func aTrackThatComesLaterIsCounted() async throws {
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [8192, 0, 0, 0])
    try workshop.addSong("b.wav", [16384, 0, 0, 0])
    // A folder stands where the document of b should be.
    try workshop.addFile("out/b.txt/in-the-way", [1])
    #expect(try await workshop.run(Self.stages).summary.failedCount == 1)
    #expect(try workshop.document("census.txt") == "a 0.25\n")
    try FileManager.default.removeItem(atPath: "\(workshop.output)/b.txt")
    try await workshop.run(Self.stages)
    #expect(try workshop.document("census.txt") == "a 0.25\nb 0.5\n")
  }
}
