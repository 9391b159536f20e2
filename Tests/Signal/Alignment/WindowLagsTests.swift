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
      // Each window has tones of its own, as music has.
      let sound = Tones(seed: UInt64(window))
      let start = Double(32_000 * window)
      let middle = start + Double(Self.length / 2)
      let heard = strangers.contains(window) ? Tones(seed: UInt64(1000 + window)) : sound
      let rate = 1 + line.drift / 1e6
      let first = sound.samples(from: start, count: Self.length)
      // Sample n of the recording is the sound's at the time of which the lag's end is n.
      let second = heard.samples(from: start - line.lag(at: middle) / rate, count: Self.length)
      let isKept = lags.add(first, second, at: middle, by: correlation)
      #expect(isKept)
    }
    return lags
  }

  @Test(arguments: [(0.0, 0.0), (12, 50), (-300, -50), (40, 113.7), (0, -250)])
  func findsLagAndDrift(lag: Double, drift: Double) throws {
    let line = LagLine(middle: 240_000, lag: lag, drift: drift)
    let found = try #require(try lags(along: line).line(upTo: 500))
    #expect(abs(found.line.drift - drift) < 0.5)
    #expect(abs(found.line.lag(at: 240_000) - lag) < 8)
    #expect(found.height > 12)
  }

  @Test func windowsOfAnotherSoundAreOutvotedAndTold() throws {
    let line = LagLine(middle: 240_000, lag: 100, drift: 80)
    let strangers: Set = [1, 4, 5, 11, 14]
    let lags = try lags(along: line, strangers: strangers)
    let found = try #require(lags.line(upTo: 500))
    #expect(abs(found.line.drift - 80) < 1)
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
