import StageKit
import Testing

@testable import Features
@testable import Signal

@Suite struct PoolTests {
  /// Ten rows of (row number, its square) at 4 Hz.
  private let frames = Frames(
    format: FrameFormat(quantity: .melPower, width: 2, rate: 4, sampleRate: 1000),
    values: (0..<10).flatMap { [Float($0), Float($0 * $0)] })

  private func pool(_ period: Double, _ statistics: [Statistic]) throws -> Pool {
    var settings = Settings(defaultsOf: Pool.declaration)
    settings[Pool.period] = period
    settings[Pool.statistics] = statistics
    return try Pool(settings)
  }

  @Test(arguments: [1, 3, 100])
  func rowsAreSecondsWhateverTheBlocks(blockSize: Int) throws {
    let result = try StageDriver(blockSize: blockSize).run(pool(1, [.mean, .max]), "frames", frames).frames
    #expect(result.format.rate == 1)
    #expect(result.format.columns == ["frames.0.mean", "frames.1.mean", "frames.0.max", "frames.1.max"])
    #expect(try result.values() == [1.5, 3.5, 3, 9, 5.5, 31.5, 7, 49, 8.5, 72.5, 9, 81])
  }

  /// At 4 Hz and 0.4 s, rows begin at frames 0, 1.6, 3.2, 4.8, 6.4, 8 and 9.6: the last has none.
  @Test func periodsNeedNotBeWholeFrames() throws {
    let result = try StageDriver().run(pool(0.4, [.min]), "frames", frames).frames
    #expect(try stride(from: 0, to: result.count * 2, by: 2).map { try result.values()[$0] } == [0, 2, 4, 5, 7, 8])
  }

  @Test func whatCannotBePooledIsRefused() throws {
    #expect(throws: Failure.self) { try pool(1, []) }
    #expect(throws: Failure.self) { try pool(1, [.mean, .mean]) }
    var formats = FrameFormats()
    formats[named: "frames"] = [frames.format]
    #expect(throws: Failure.self) { try pool(0.2, [.mean]).formats(for: formats) }
    var other = frames.format
    other.rate = 5
    formats[named: "frames"] = [frames.format, other]
    let failure = #expect(throws: Failure.self) { try pool(1, [.mean]).formats(for: formats) }
    #expect(failure?.reason == "takes frames of one rate, but is given 4 and 5 Hz")
  }

  /// Beats before the first frame, on one, between two, and after the last.
  @Test(arguments: [([0, 0.5, 1.1, 9], [0, 2, 5, 10]), ([], [0, 10])] as [([Double], [Int])])
  func rowsAreFromBeatToBeat(beats: [Double], edges: [Int]) throws {
    var settings = Settings(defaultsOf: BeatPool.declaration)
    settings[BeatPool.statistics] = [.median]
    var inputs = Artifacts()
    inputs[named: "frames"] = [.init(name: "mel", value: frames)]
    inputs[named: "beats"] = [.init(name: "beats", value: Events(times: beats))]
    let track = TrackInfo(name: "song", path: "song.wav", seconds: 10, hash: "00")
    let context = TrackContext(track: track, version: "0", pipelineHash: "0")
    let pooled = try #require(try BeatPool(settings).run(inputs, in: context)[BeatPool.pooled])
    #expect(pooled.format.columns == ["start", "end", "mel.0.median", "mel.1.median"])
    #expect(pooled.format.rate == 0)
    let expected = zip(edges, edges.dropFirst()).map { [Float($0) / 4, Float($1) / 4, Float($0 + $1 - 1) / 2] }
    let values = try pooled.values()
    #expect(pooled.count == expected.count)
    for (row, numbers) in expected.enumerated() { #expect(Array(values[4 * row..<4 * row + 3]) == numbers) }
  }
}
