import StageKit
import Testing
import Shots

@Suite struct FrameRateTests {
  @Test func theWordsAreExactRationals() throws {
    let expected: [(String, Int, Int, Int)] = [
      ("23.976", 24000, 1001, 24), ("24", 24, 1, 24), ("25", 25, 1, 25), ("29.97", 30000, 1001, 30),
      ("29.97df", 30000, 1001, 30), ("30", 30, 1, 30), ("50", 50, 1, 50), ("59.94", 60000, 1001, 60),
      ("59.94df", 60000, 1001, 60), ("60", 60, 1, 60),
    ]
    #expect(FrameRate.allCases.count == expected.count)
    for (word, numerator, denominator, nominal) in expected {
      let rate = try FrameRate(.text(word), unit: nil)
      #expect(rate.numerator == numerator)
      #expect(rate.denominator == denominator)
      #expect(rate.nominal == nominal)
      #expect(rate.isDropFrame == word.hasSuffix("df"))
    }
  }

  @Test func aMistypedRateIsNamed() {
    let failure = #expect(throws: Failure.self) { try FrameRate(.text("29.97fd"), unit: nil) }
    #expect(failure?.remedy == "did you mean '29.97df'?")
  }

  @Test func roundsHalvesUp() {
    #expect(FrameRate.fps25.frame(rounding: 0.0199) == 0)
    #expect(FrameRate.fps25.frame(rounding: 0.02) == 1)
    #expect(FrameRate.fps25.frame(rounding: 0.1) == 3)
    // The double 0.3 is below 3/10, and 0.3 x 25 still is seven and a half frames.
    #expect(FrameRate.fps25.frame(rounding: 0.3) == 8)
    #expect(FrameRate.fps25.frame(rounding: 0.3.nextDown) == 7)
    #expect(FrameRate.ntsc.frame(rounding: 7.3) == 219)
    #expect(FrameRate.ntsc.frame(flooring: 241.3) == 7231)
  }

  @Test(arguments: FrameRate.allCases)
  func aFrameSurvivesItsSeconds(rate: FrameRate) {
    for frame in [0, 1, 2, 7, 28, 57, 1001, 1799, 17982, 86399, 107_892, 2_589_407, 123_456_789] {
      let time = rate.seconds(ofFrame: frame)
      #expect(rate.frame(flooring: time) == frame)
      #expect(rate.frame(rounding: time) == frame)
      #expect(rate.frame(flooring: time.nextDown) == max(0, frame - 1))
    }
  }

  @Test(arguments: FrameRate.allCases)
  func halvesAreExactOnEveryGrid(rate: FrameRate) {
    for frame in 0..<300 {
      let half = Double((2 * frame + 1) * rate.denominator) / Double(2 * rate.numerator)
      #expect(rate.frame(rounding: half) == frame + 1)
      #expect(rate.frame(rounding: half.nextDown) == frame)
    }
  }

  @Test func agreesWithIntegerArithmeticOnRandomTimes() {
    let chance = CounterRandom(seed: 5)
    for index in 0..<2000 {
      let rate = FrameRate.allCases[index % 10]
      // A dyadic time with 20 fractional bits, so that the exact product fits 64-bit integers.
      let ticks = Int(chance.bits("time", UInt64(index)) >> 31)
      let time = Double(ticks) * 0x1p-20
      let (numerator, denominator) = (ticks * rate.numerator, rate.denominator << 20)
      #expect(rate.frame(flooring: time) == numerator / denominator)
      #expect(rate.frame(rounding: time) == (2 * numerator + denominator) / (2 * denominator))
    }
  }

  @Test func aLengthTakesAllFramesThatItBegins() {
    #expect([0.4, 1.2, 1.21].map { FrameRate.fps25.frames(atLeast: $0) } == [10, 30, 31])
    #expect(FrameRate.ntsc.frames(atLeast: 1.2) == 36)
    #expect(FrameRate.fps25.frames(atLeast: 0) == 1)
  }

  @Test func anyDoubleGivesAFrame() {
    for time in [-1.0, -.infinity, .nan, .leastNonzeroMagnitude] {
      #expect(FrameRate.fps60.frame(rounding: time) == 0)
    }
    #expect(FrameRate.fps60.frame(rounding: .infinity) == 60_000_000_000)
    #expect(FrameRate.fps60.frame(flooring: 1e300) == 60_000_000_000)
  }
}
