/// What is heard at the beats of a bar, on the mean over all bars.
struct MeterProfile {
  /// The mean at each beat of a bar, the downbeat first.
  private let beats: [Double]

  /// The profile of one value per step.
  init(of values: [Double], _ hypothesis: MeterHypothesis) {
    let (step, bar, phase) = (hypothesis.stepsPerBeat, hypothesis.stepsPerBar, hypothesis.phase)
    beats = (0..<hypothesis.beatsPerBar).map { values.mean(from: phase + $0 * step, every: bar) }
  }

  /// How far the downbeat is above the best other beat.
  var margin: Double { beats[0] - (beats.dropFirst().max() ?? beats[0]) }

  /// How far the downbeat is above the middle of the bar; 0 where that is no beat.
  var half: Double { beats.count.isMultiple(of: 2) ? beats[0] - beats[beats.count / 2] : 0 }

  /// How far the fourth beat of six is above those beside it; 0 in other metres.
  var ternary: Double { beats.count == 6 ? beats[3] - (beats[2] + beats[4]) / 2 : 0 }
}
