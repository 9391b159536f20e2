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
