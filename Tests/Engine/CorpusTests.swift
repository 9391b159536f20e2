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
}
