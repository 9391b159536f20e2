import Glibc

/// What speaks for and against ways to hear steps as beats and bars, one number per ``MeterClue``.
struct MeterEvidence {
  /// The tempo that others are compared with, in beats per minute.
  private static let usualTempo = 110.0
  /// How much of the mean of all steps is added to both sides of a ratio, so that rests do not make it infinite.
  private static let floor = 0.05

  /// How many steps on both sides a change is looked for in: a pulse, and two.
  private static let (narrow, wide) = (2, 4)

  private let steps: MeterSteps
  private let pulseTempo: Double
  private let accent: Double
  private let low: Double
  /// Logarithms of the strengths.
  private let accents: [Double]
  private let lows: [Double]
  /// How loud each step is: the mean of its groups of bands.
  private let levels: [Double]
  private let timbreReturns: [Double]
  private let lowReturns: [Double]
  private let accentReturns: [Double]
  /// Changes of harmony and of timbre by their reach, from the step at the reach on.
  private var changes: [Int: (harmony: [Double], timbre: [Double])] = [:]

  /// Evidence in steps of half a pulse, at so many pulses per minute.
  init(_ steps: MeterSteps, pulseTempo: Double, longestBar: Int) {
    self.steps = steps
    self.pulseTempo = pulseTempo
    accent = steps.accents.reduce(0, +) / Double(max(1, steps.count))
    low = steps.lows.reduce(0, +) / Double(max(1, steps.count))
    accents = Self.logarithms(of: steps.accents, mean: accent)
    lows = Self.logarithms(of: steps.lows, mean: low)
    levels = stride(from: 0, to: steps.timbre.count, by: MeterSteps.colours).map { first in
      steps.timbre[first..<first + MeterSteps.colours].reduce(0, +) / Double(MeterSteps.colours)
    }
    let lags = 0...2 * longestBar
    let (accents, lows, timbre) = (accents.lessMeans(width: 1), lows.lessMeans(width: 1), steps.timbre)
    timbreReturns = lags.map { Self.likeness(of: timbre, width: MeterSteps.colours, lag: $0) }
    lowReturns = lags.map { Self.likeness(of: lows, width: 1, lag: $0) }
    accentReturns = lags.map { Self.likeness(of: accents, width: 1, lag: $0) }
  }

  /// The clues for one hypothesis, of which at least three bars fit into the steps; those that it does not have are 0.
  mutating func clues(for hypothesis: MeterHypothesis) -> [MeterClue: Double] {
    let (step, bar, phase) = (hypothesis.stepsPerBeat, hypothesis.stepsPerBar, hypothesis.phase)
    let octaves = log2(2 * pulseTempo / Double(step) / Self.usualTempo)
    let beatAccent = mean(steps.accents, from: phase, every: step)
    let barAccent = mean(steps.accents, from: phase, every: bar)
    let beatLow = mean(steps.lows, from: phase, every: step)
    let barLow = mean(steps.lows, from: phase, every: bar)
    let (near, far) = (changes(within: Self.narrow), changes(within: Self.wide))
    let half = bar / 2
    var clues: [MeterClue: Double] = [
      .unusualTempo: octaves * octaves,
      .beatAccent: ratio(beatAccent, accent, of: accent),
      .barAccent: ratio(barAccent, beatAccent, of: accent),
      .beatBass: ratio(beatLow, low, of: low),
      .barBass: ratio(barLow, beatLow, of: low),
      .stepHarmonyFit: fit(of: near.harmony, after: Self.narrow, hypothesis, among: 1),
      .wideHarmonyFit: fit(of: far.harmony, after: Self.wide, hypothesis, among: 1),
      .wideTimbreFit: fit(of: far.timbre, after: Self.wide, hypothesis, among: 1),
      .accentFit: fit(of: accents, hypothesis, among: step),
      .bassFit: fit(of: lows, hypothesis, among: step),
      .levelFit: fit(of: levels, hypothesis, among: step),
      .harmonyFit: fit(of: near.harmony, after: Self.narrow, hypothesis, among: step),
      .timbreFit: fit(of: near.timbre, after: Self.narrow, hypothesis, among: step),
      .timbreReturns: standing(of: timbreReturns, step: step, bar: bar),
      .accentReturns: standing(of: accentReturns, step: step, bar: bar),
      .halfPulses: step == 1 ? 1 : 0,
      .triplets: step == 3 ? 1 : 0,
    ]
    let halfAccent = ratio(barAccent, mean(steps.accents, from: phase + half, every: bar), of: accent)
    let halfBass = ratio(barLow, mean(steps.lows, from: phase + half, every: bar), of: low)
    switch hypothesis.beatsPerBar {
    case 2, 4:
      clues[.halfBarAccent] = halfAccent
      clues[.halfBarBass] = halfBass
      clues[.halfBarReturns] = lowReturns[bar] - lowReturns[half]
    case 6:
      clues[.halfSixAccent] = halfAccent
      clues[.halfSixBass] = halfBass
      clues[.halfSixReturns] = lowReturns[bar] - lowReturns[half]
    default: break
    }
    if let (its, quick) = MeterClue.ofMeter[hypothesis.beatsPerBar] { (clues[its], clues[quick]) = (1, octaves) }
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

  private static func logarithms(of strengths: [Double], mean: Double) -> [Double] {
    strengths.map { log($0 + floor * mean + 1e-12) }
  }

  /// The correlation of values, of which the first belongs to a step, with being a downbeat, among every so manieth step.
  private func fit(
    of values: [Double], after first: Int = 0, _ hypothesis: MeterHypothesis, among distance: Int
  ) -> Double {
    let (deviations, share) = standing(of: values, after: first, hypothesis, among: distance)
    return share < 1 ? deviations * (share / (1 - share)).squareRoot() : 0
  }

  /// How far values at downbeats are above those at every so manieth step, in deviations of the latter, and which share of
  /// them is at downbeats.
  private func standing(
    of values: [Double], after first: Int, _ hypothesis: MeterHypothesis, among distance: Int
  ) -> (deviations: Double, share: Double) {
    func sums(_ distance: Int) -> (count: Double, sum: Double, squares: Double) {
      let start = (hypothesis.phase - first) % distance
      var (count, sum, squares) = (0.0, 0.0, 0.0)
      for index in stride(from: start < 0 ? start + distance : start, to: values.count, by: distance) {
        (count, sum, squares) = (count + 1, sum + values[index], squares + values[index] * values[index])
      }
      return (count, sum, squares)
    }
    let (all, downbeats) = (sums(distance), sums(hypothesis.stepsPerBar))
    guard downbeats.count > 0 else { return (0, 0) }
    let mean = all.sum / all.count
    let deviation = max(0, all.squares / all.count - mean * mean).squareRoot()
    return ((downbeats.sum / downbeats.count - mean) / (deviation + 1e-3), downbeats.count / all.count)
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
