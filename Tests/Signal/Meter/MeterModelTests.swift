import Testing

@testable import Signal

@Suite struct MeterModelTests {
  /// Steps of half a beat: bass on downbeats, a chord per bar, strokes on beats.
  private func steps(meter: Int, phase: Int, bars: Int = 24) -> MeterSteps {
    let count = 2 * meter * bars
    var (accents, lows, harmony, timbre): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
    for step in 0..<count {
      let place = step - phase
      let isBeat = place % 2 == 0
      let isDownbeat = place % (2 * meter) == 0
      accents.append(isBeat ? 4 : 1)
      lows.append(isDownbeat ? 6 : 0.5)
      let bar = (place + 2 * meter) / (2 * meter)
      harmony += (0..<12).map { ($0 + 5 * bar) % 12 < 3 ? 1 : 0.05 }
      timbre += (0..<16).map { isDownbeat && $0 < 4 ? 0 : (isBeat ? -14 : -16) + Double((7 * step + 5 * $0) % 3) }
    }
    return MeterSteps(accents: accents, lows: lows, harmony: harmony, timbre: timbre)
  }

  @Test(arguments: [3, 4, 5, 7], [0, 2])
  func barsAreFound(meter: Int, phase: Int) throws {
    let choice = try #require(MeterModel.choice(in: steps(meter: meter, phase: phase), pulseTempo: 130))
    #expect(choice.hypothesis == MeterHypothesis(stepsPerBeat: 2, beatsPerBar: meter, phase: phase))
    #expect(choice.certainty > 0.5 && choice.certainty <= 1)
  }

  @Test func aKnownMeterIsTaken() throws {
    let choice = try #require(MeterModel.choice(in: steps(meter: 4, phase: 2), pulseTempo: 120, meter: 2))
    #expect(choice.hypothesis.beatsPerBar == 2)
  }

  @Test func knownBeatsAreKept() throws {
    let choice = try #require(MeterModel.choice(in: steps(meter: 3, phase: 2), pulseTempo: 150, stepsPerBeat: 2))
    #expect(choice.hypothesis == MeterHypothesis(stepsPerBeat: 2, beatsPerBar: 3, phase: 2))
  }

  @Test func whatIsEverywhereTheSameIsUnsure() throws {
    let even = MeterSteps(
      accents: [Double](repeating: 1, count: 200), lows: [Double](repeating: 1, count: 200),
      harmony: [Double](repeating: 1, count: 2400), timbre: [Double](repeating: -20, count: 3200))
    #expect(try #require(MeterModel.choice(in: even, pulseTempo: 120)).certainty < 0.5)
  }

  @Test func tooFewStepsHaveNoBars() {
    let few = MeterSteps(
      accents: [1, 2], lows: [1, 2], harmony: [Double](repeating: 1, count: 24),
      timbre: [Double](repeating: 0, count: 32))
    #expect(MeterModel.choice(in: few, pulseTempo: 120) == nil)
  }

  @Test func beatsAndDownbeatsOfAHypothesis() {
    let late = MeterHypothesis(stepsPerBeat: 2, beatsPerBar: 3, phase: 3)
    #expect(late.beats(of: 8) == [1, 3, 5, 7])
    #expect(late.downbeats(of: 16) == [3, 9, 15])
  }
}

@Suite struct PulseTempoTests {
  private let rate = 22050.0 / 512

  private func strokes(every seconds: Double, of length: Double = 40) -> [Float] {
    var envelope = [Float](repeating: 0, count: Int(length * rate))
    var time = 0.4
    while Int((time * rate).rounded()) < envelope.count {
      envelope[Int((time * rate).rounded())] = 3
      time += seconds
    }
    return envelope
  }

  @Test(arguments: [90.0, 113, 128, 160])
  func thePulseIsFoundOrItsDouble(tempo: Double) throws {
    let found = try #require(try PulseTempo(rate: rate).tempo(of: strokes(every: 60 / tempo)))
    #expect(abs(found / tempo - 1) < 0.02 || abs(found / tempo - 2) < 0.04)
  }

  @Test func silenceAndTooShortSoundsHaveNone() throws {
    #expect(try PulseTempo(rate: rate).tempo(of: [Float](repeating: 0, count: 2000)) == nil)
    #expect(try PulseTempo(rate: rate).tempo(of: []) == nil)
    #expect(try PulseTempo(rate: rate).tempo(of: strokes(every: 0.2, of: 1)) == nil)
  }
}
