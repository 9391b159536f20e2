import Glibc

/// What speaks for and against ways to hear steps as beats and bars, one number per ``MeterClue``.
struct MeterEvidence {
  /// The tempo that others are compared with, in beats per minute.
  private static let usualTempo = 110.0
  /// How much of the mean of all steps is added to both sides of a ratio, so that rests do not make it infinite.
  private static let floor = 0.05
  /// Steps whose strength is under this share of the mean are silent.
  private static let silence = 0.25
  /// How many steps on both sides a change is looked for in: a pulse, and two.
  private static let (narrow, wide) = (2, 4)
  /// The changes of harmony that are leaps: the tenth that is largest.
  private static let leaps = 0.9
  private static let leastChange = 0.01

  private let steps: MeterSteps
  private let pulseTempo: Double
  private let accent: Double
  private let low: Double
  /// Logarithms of strengths over their mean.
  private let accents: StepSeries
  private let lows: StepSeries
  /// How loud each step is: the mean of its groups of bands.
  private let levels: StepSeries
  private let harmony: (near: StepSeries, far: StepSeries)
  private let timbre: (near: StepSeries, far: StepSeries)
  /// What profiles are made of, in deviations.
  private let standing: (accents: [Double], lows: [Double], harmony: [Double], timbre: [Double])
  /// How well things return, by the number of steps after which.
  private let returns: (timbre: [Double], accents: [Double], lows: [Double], harmony: [Double])
  /// What is true of the song, whichever way it is heard.
  private let ofSong: [MeterClue: Double]

  /// Evidence in steps of half a pulse, at so many pulses per minute.
  init(_ steps: MeterSteps, pulseTempo: Double, longestBar: Int) {
    self.steps = steps
    self.pulseTempo = pulseTempo
    (accent, low) = (steps.accents.mean, steps.lows.mean)
    accents = StepSeries(Self.logarithms(of: steps.accents))
    lows = StepSeries(Self.logarithms(of: steps.lows))
    levels = StepSeries(
      stride(from: 0, to: steps.timbre.count, by: MeterSteps.colours).map { first in
        steps.timbre[first..<first + MeterSteps.colours].reduce(0, +) / Double(MeterSteps.colours)
      })
    harmony = (steps.changesOfHarmony(within: Self.narrow), steps.changesOfHarmony(within: Self.wide))
    timbre = (steps.changesOfTimbre(within: Self.narrow), steps.changesOfTimbre(within: Self.wide))
    let count = steps.count
    standing = (
      accents.standardised(count: count), lows.standardised(count: count),
      harmony.near.standardised(count: count), timbre.near.standardised(count: count)
    )
    let lags = 0...2 * longestBar
    func returns(_ rows: [Double], width: Int) -> [Double] {
      let centred = rows.lessMeans(width: width)
      return lags.map { Self.likeness(of: centred, width: width, lag: $0) }
    }
    self.returns = (
      returns(steps.timbre, width: MeterSteps.colours), returns(accents.values, width: 1),
      returns(lows.values, width: 1), returns(steps.harmony, width: MeterSteps.pitches)
    )
    let changes = harmony.near.values.sorted()
    let leap = changes.isEmpty ? 0 : changes[min(changes.count - 1, Int(Self.leaps * Double(changes.count)))]
    ofSong = [
      .harmonyChange: log(changes.mean + Self.leastChange), .harmonyLeap: log(leap + Self.leastChange),
      .bassVariety: lows.values.lessMeans(width: 1).deviation,
    ]
  }

  /// The clues for one hypothesis, of which at least three bars fit into the steps; those that it does not have are 0.
  func clues(for hypothesis: MeterHypothesis) -> [MeterClue: Double] {
    ofSong.merging(ofBeats(hypothesis)) { $1 }.merging(ofBars(hypothesis)) { $1 }
  }

  /// What the beats of a hypothesis say.
  private func ofBeats(_ hypothesis: MeterHypothesis) -> [MeterClue: Double] {
    let (step, phase) = (hypothesis.stepsPerBeat, hypothesis.phase)
    let octaves = log2(2 * pulseTempo / Double(step) / Self.usualTempo)
    let beats = hypothesis.beats(of: steps.count)
    let logs = accents.values
    let silent = beats.count { steps.accents[$0] < Self.silence * accent }
    let onBeats = logs.mean(from: phase, every: step)
    let others = Double(logs.count - beats.count)
    let between = (logs.reduce(0, +) - onBeats * Double(beats.count)) / max(1, others)
    return [
      .tempo: octaves, .unusualTempo: octaves * octaves, .halfPulses: step == 1 ? 1 : 0, .triplets: step == 3 ? 1 : 0,
      .beatAccent: ratio(steps.accents.mean(from: phase, every: step), to: accent),
      .beatBass: ratio(steps.lows.mean(from: phase, every: step), to: low),
      .evenBeats: onBeats, .silentBeats: Double(silent) / Double(max(1, beats.count)),
      .alternation: abs(logs.mean(from: phase, every: 2 * step) - logs.mean(from: phase + step, every: 2 * step)),
      .between: step == 1 ? 0 : between,
    ]
  }

  /// What the bars of a hypothesis say.
  private func ofBars(_ hypothesis: MeterHypothesis) -> [MeterClue: Double] {
    let (step, bar) = (hypothesis.stepsPerBeat, hypothesis.stepsPerBar)
    let accent = MeterProfile(of: standing.accents, hypothesis)
    let bass = MeterProfile(of: standing.lows, hypothesis)
    let chords = MeterProfile(of: standing.harmony, hypothesis)
    let colour = MeterProfile(of: standing.timbre, hypothesis)
    var clues: [MeterClue: Double] = [
      .stepHarmonyFit: harmony.near.fit(hypothesis, among: 1), .wideHarmonyFit: harmony.far.fit(hypothesis, among: 1),
      .wideTimbreFit: timbre.far.fit(hypothesis, among: 1),
      .accentStepFit: accents.fit(hypothesis, among: 1), .bassStepFit: lows.fit(hypothesis, among: 1),
      .accentFit: accents.fit(hypothesis, among: step), .bassFit: lows.fit(hypothesis, among: step),
      .levelFit: levels.fit(hypothesis, among: step),
      .harmonyFit: harmony.near.fit(hypothesis, among: step), .timbreFit: timbre.near.fit(hypothesis, among: step),
      .accentMargin: accent.margin, .bassMargin: bass.margin, .harmonyMargin: chords.margin,
      .timbreMargin: colour.margin,
      .accentHalf: accent.half, .bassHalf: bass.half, .harmonyHalf: chords.half, .timbreHalf: colour.half,
      .accentTernary: accent.ternary, .bassTernary: bass.ternary, .harmonyTernary: chords.ternary,
      .timbreTernary: colour.ternary,
      .timbreReturns: Self.standing(of: returns.timbre, step: step, bar: bar),
      .accentReturns: Self.standing(of: returns.accents, step: step, bar: bar),
      .bassReturns: Self.standing(of: returns.lows, step: step, bar: bar),
      .harmonyReturns: Self.standing(of: returns.harmony, step: step, bar: bar),
    ]
    if hypothesis.beatsPerBar.isMultiple(of: 2) { clues[.halfReturns] = returns.lows[bar] - returns.lows[bar / 2] }
    if let its = MeterClue.ofMeter[hypothesis.beatsPerBar] { clues[its] = 1 }
    return clues
  }

  private func ratio(_ one: Double, to whole: Double) -> Double {
    let floor = Self.floor * whole + 1e-12
    return log((one + floor) / (whole + floor))
  }

  private static func logarithms(of strengths: [Double]) -> [Double] {
    let mean = strengths.mean + 1e-12
    return strengths.map { log($0 / mean + floor) }
  }

  /// How much better steps return after a bar than after other numbers of beats, up to two bars.
  private static func standing(of returns: [Double], step: Int, bar: Int) -> Double {
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
}
