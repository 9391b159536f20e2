import Testing

/// Frame stages in fused passes: what they give must not depend on how the engine drives them.
@Suite struct StreamTests {
  @Test func aStreamIsKeptForATrackStage() async throws {
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [16384, 0, 0, 0, 8192, 8192])
    try await workshop.run("  groups: {use: groups}\n  print: {use: print, in: {frames: groups}}\n")
    #expect(try workshop.document("a.txt") == "0.5 0.0 0.0 0.0\n0.25 0.25 0.0 0.0\n")
  }

  @Test func aStageThatSurveysFirstSeesTheWholeTrack() async throws {
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [8192, 0, 0, 0, 16384, 16384, 0, 0])
    try await workshop.run(
      "  groups: {use: groups}\n  share: {use: share}\n  print: {use: print, in: {frames: share}}\n")
    #expect(try workshop.document("a.txt") == "0.25\n1.0\n")
  }

  /// `share` comes out one pass later than `groups`; joined, their rows must still stand side by side.
  @Test func streamsOfDifferentPassesAreJoined() async throws {
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [8192, 0, 0, 0, 16384, 16384, 0, 0])
    try await workshop.run(
      """
        groups: {use: groups}
        share: {use: share}
        join: {use: join, in: {frames: [groups, share]}}
        print: {use: print, in: {frames: join}}

      """)
    #expect(try workshop.document("a.txt") == "0.25 0.0 0.0 0.0 0.25\n0.5 0.5 0.0 0.0 1.0\n")
  }

  /// Long enough for several blocks of the engine's.
  @Test func blocksLeaveNoSeams() async throws {
    let workshop = try Workshop()
    let samples = (0..<100_003).map { Int16($0 % 16384) }
    try workshop.addSong("a.wav", samples)
    try await workshop.run(
      "  groups: {use: groups}\n  share: {use: share}\n  print: {use: print, in: {frames: share}}\n")
    let padded = samples.map { Float($0) / 32768 } + [0]
    let sums = stride(from: 0, to: padded.count, by: 4).map { padded[$0..<$0 + 4].reduce(0, +) }
    let largest = try #require(sums.max())
    #expect(try workshop.document("a.txt") == sums.map { "\($0 / largest)\n" }.joined())
  }
}
