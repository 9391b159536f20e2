import TestSupport
import Testing

@testable import Signal

@Suite struct WindowLagsTests {
  private static let length = 4096
  private static let reach = 800

  /// Windows every four seconds, of a recording whose lag is that of a line; some of them may be of another sound.
  private func lags(along line: LagLine, count: Int = 16, strangers: Set<Int> = []) throws -> WindowLags {
    let correlation = try PhaseCorrelation(length: Self.length, reach: Self.reach, lowest: 0.01)
    var lags = WindowLags(reach: Self.reach)
    for window in 0..<count {
      var noise = Noise(seed: UInt64(window))
      let sound = noise.samples(Self.length + 2 * Self.reach)
      let middle = Double(32_000 * window + Self.length / 2)
      let start = Self.reach - Int(line.lag(at: middle).rounded())
      let heard = strangers.contains(window) ? noise.samples(sound.count) : sound
      let isKept = lags.add(
        Array(sound[Self.reach..<Self.reach + Self.length]), Array(heard[start..<start + Self.length]), at: middle,
        by: correlation)
      #expect(isKept)
    }
    return lags
  }

  @Test(arguments: [(0.0, 0.0), (12, 50), (-300, -50), (40, 113.7), (0, -250)])
  func findsLagAndDrift(lag: Double, drift: Double) throws {
    let line = LagLine(middle: 240_000, lag: lag, drift: drift)
    let found = try #require(try lags(along: line).line(upTo: 500))
    #expect(abs(found.line.drift - drift) < 1)
    #expect(abs(found.line.lag(at: 240_000) - lag) < 8)
    #expect(found.height > 12)
  }

  @Test func windowsOfAnotherSoundAreOutvotedAndTold() throws {
    let line = LagLine(middle: 240_000, lag: 100, drift: 80)
    let strangers: Set = [1, 4, 5, 11, 14]
    let lags = try lags(along: line, strangers: strangers)
    let found = try #require(lags.line(upTo: 500))
    #expect(abs(found.line.drift - 80) < 1.5)
    let likeness = lags.patterns(along: found.line).likeness()
    #expect(Set(likeness.indices.filter { likeness[$0] < 0.2 }) == strangers)
    #expect(lags.patterns(along: found.line).strengths().count == 16)
  }

  @Test func strangersHaveNoLine() throws {
    let lags = try lags(along: LagLine(middle: 0, lag: 0, drift: 0), strangers: Set(0..<16))
    let found = try #require(lags.line(upTo: 500))
    #expect(found.height < 8)
    #expect(lags.patterns(along: found.line).likeness().filter { $0 > 0.2 }.count < 4)
  }

  @Test func oneWindowIsNoLine() throws {
    #expect(try lags(along: LagLine(middle: 0, lag: 0, drift: 0), count: 1).line(upTo: 500) == nil)
  }
}
