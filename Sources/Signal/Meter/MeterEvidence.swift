import Glibc

/// What speaks for and against ways to hear steps as beats and bars, one number per ``MeterClue``.
struct MeterEvidence {
  /// The tempo that others are compared with, in beats per minute.
  private static let usualTempo = 110.0
  /// How much of the mean of all steps is added to both sides of a ratio, so that rests do not make it infinite.
  private static let floor = 0.05

  private let steps: MeterSteps
  private let pulseTempo: Double
  private let accent: Double
  private let low: Double
  private let harmonyReturns: [Double]
  private let timbreReturns: [Double]
  /// Changes of harmony and of timbre by their reach, from the step at the reach on.
  private var changes: [Int: (harmony: [Double], timbre: [Double])] = [:]

  /// Evidence in steps of half a pulse, at so many pulses per minute.
  init(_ steps: MeterSteps, pulseTempo: Double, longestBar: Int) {
    self.steps = steps
    self.pulseTempo = pulseTempo
    accent = steps.accents.reduce(0, +) / Double(max(1, steps.count))
    low = steps.lows.reduce(0, +) / Double(max(1, steps.count))
    let lags = 0...2 * longestBar
    let harmony = steps.harmony.lessMeans(width: MeterSteps.pitches)
    harmonyReturns = lags.map { Self.likeness(of: harmony, width: MeterSteps.pitches, lag: $0) }
    timbreReturns = lags.map { Self.likeness(of: steps.timbre, width: MeterSteps.colours, lag: $0) }
  }

  /// The clues for one hypothesis, of which at least three bars fit into the steps.
  mutating func clues(for hypothesis: MeterHypothesis) -> [MeterClue: Double] {
    let (step, bar, phase) = (hypothesis.stepsPerBeat, hypothesis.stepsPerBar, hypothesis.phase)
    let meter = hypothesis.beatsPerBar
    let octaves = log2(2 * pulseTempo / Double(step) / Self.usualTempo)
    let accents = mean(steps.accents, from: phase, every: step)
    let lows = mean(steps.lows, from: phase, every: step)
    let bars = mean(steps.lows, from: phase, every: bar)
    var clues: [MeterClue: Double] = [
      .unusualTempo: octaves * octaves,
      .beatAccent: ratio(accents, accent, of: accent),
      .beatBass: ratio(lows, low, of: low),
      .barBass: ratio(bars, lows, of: low),
      .harmonyReturns: standing(of: harmonyReturns, step: step, bar: bar),
      .timbreReturns: standing(of: timbreReturns, step: step, bar: bar),
    ]
    let changes = changes(within: bar / 2)
    clues[.barHarmony] = standing(of: changes.harmony, hypothesis)
    clues[.barTimbre] = standing(of: changes.timbre, hypothesis)
    let halfBars = mean(steps.lows, from: phase + bar / 2, every: bar)
    if meter == 2 || meter == 4 {
      clues[.halfBarBass] = ratio(bars, halfBars, of: low)
      clues[.halfBarReturns] = timbreReturns[bar] - timbreReturns[bar / 2]
      let (odd, even) = (phase % (2 * step), (phase + step) % (2 * step))
      clues[.backBeat] = ratio(
        mean(steps.accents, from: odd, every: 2 * step), mean(steps.accents, from: even, every: 2 * step), of: accent)
    }
    if meter == 6 {
      clues[.halfSixBass] = ratio(bars, halfBars, of: low)
      clues[.halfSixReturns] = harmonyReturns[bar] - harmonyReturns[bar / 2]
      clues[.threesAccent] = ratio(mean(steps.accents, from: phase, every: 3 * step), accents, of: accent)
      clues[.threesBass] = ratio(mean(steps.lows, from: phase, every: 3 * step), lows, of: low)
      clues[.sixTempo] = octaves
    }
    if meter >= 5 { clues[.longBarTempo] = octaves }
    clues[.halfPulses] = step == 1 ? 1 : 0
    clues[.five] = meter == 5 ? 1 : 0
    clues[.six] = meter == 6 ? 1 : 0
    clues[.seven] = meter == 7 ? 1 : 0
    return clues
  }

  /// The mean of every so manieth value, whatever whole number of distances lies before the first.
  private func mean(_ values: [Double], from first: Int, every distance: Int) -> Double {
    let chosen = stride(from: first % distance, to: values.count, by: distance)
    var (sum, count) = (0.0, 0.0)
    for index in chosen { (sum, count) = (sum + values[index], count + 1) }
    return count > 0 ? sum / count : 0
  }

  private func ratio(_ one: Double, _ other: Double, of whole: Double) -> Double {
    let floor = Self.floor * whole + 1e-12
    return log((one + floor) / (other + floor))
  }

  /// How far changes at downbeats are above those at beats, in deviations of the latter.
  private func standing(of changes: [Double], _ hypothesis: MeterHypothesis) -> Double {
    let reach = hypothesis.stepsPerBar / 2
    func chosen(_ distance: Int) -> [Double] {
      let first = (hypothesis.phase - reach + hypothesis.stepsPerBar) % distance
      return stride(from: first, to: changes.count, by: distance).map { changes[$0] }
    }
    let (beats, downbeats) = (chosen(hypothesis.stepsPerBeat), chosen(hypothesis.stepsPerBar))
    guard !downbeats.isEmpty else { return 0 }
    let mean = beats.reduce(0, +) / Double(beats.count)
    let variance = beats.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(beats.count)
    return (downbeats.reduce(0, +) / Double(downbeats.count) - mean) / (variance.squareRoot() + 1e-3)
  }

  /// How much better steps return after a bar than after other numbers of beats, up to two bars.
  private func standing(of returns: [Double], step: Int, bar: Int) -> Double {
    let others = stride(from: step, to: 2 * bar + 1, by: step).filter { $0 % bar != 0 }
    return returns[bar] - others.reduce(0) { $0 + returns[$1] } / Double(others.count)
  }

  /// The autocorrelation of rows at a lag, as a part of that at 0.
  private static func likeness(of rows: [Double], width: Int, lag: Int) -> Double {
    let distance = lag * width
    guard lag > 0, lag < rows.count / width - 4 else { return 0 }
    let square = rows.reduce(0) { $0 + $1 * $1 } / Double(rows.count) + 1e-9
    var sum = 0.0
    for index in distance..<rows.count { sum += rows[index] * rows[index - distance] }
    return sum / Double(rows.count - distance) / square
  }

  /// How much the means of so many steps before and after a step differ, for each step that has as many on both sides.
  private mutating func changes(within reach: Int) -> (harmony: [Double], timbre: [Double]) {
    if let known = changes[reach] { return known }
    let places = reach..<max(reach, steps.count - reach) + 1
    let harmony = Self.sums(steps.harmony, width: MeterSteps.pitches, reach: reach, places: places) { before, after in
      let product = zip(before, after).reduce(0) { $0 + $1.0 * $1.1 }
      let lengths = Self.length(before) * Self.length(after)
      return 1 - product / max(1e-9, lengths)
    }
    let timbre = Self.sums(steps.timbre, width: MeterSteps.colours, reach: reach, places: places) { before, after in
      let squares = zip(before, after).reduce(0) { $0 + ($1.1 - $1.0) * ($1.1 - $1.0) }
      return (squares / Double(MeterSteps.colours)).squareRoot() / Double(reach)
    }
    changes[reach] = (harmony, timbre)
    return (harmony, timbre)
  }

  private static func length(_ row: [Double]) -> Double { row.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  /// A measure of the sums of the rows before and from each place on.
  private static func sums(
    _ rows: [Double], width: Int, reach: Int, places: Range<Int>, _ measure: ([Double], [Double]) -> Double
  ) -> [Double] {
    var totals = [Double](repeating: 0, count: rows.count + width)
    for index in rows.indices { totals[index + width] = totals[index] + rows[index] }
    func sum(_ from: Int, _ to: Int) -> [Double] {
      (0..<width).map { totals[to * width + $0] - totals[from * width + $0] }
    }
    return places.filter { $0 + reach <= rows.count / width }.map { measure(sum($0 - reach, $0), sum($0, $0 + reach)) }
  }
}
