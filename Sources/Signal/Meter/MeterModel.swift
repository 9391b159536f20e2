import Glibc

/// A clue to beats and bars; see ``MeterModel``.
enum MeterClue: CaseIterable {
  /// The squared distance of the tempo from 110 beats per minute, in octaves.
  case unusualTempo
  /// How far the tempo is above 110 beats per minute in octaves, for bars of five beats or more, which are quick ones.
  case longBarTempo
  /// How far the tempo is above 110 beats per minute in octaves, for bars of six, which are the quickest.
  case sixTempo
  /// Onset strength at beats against all steps: the logarithm of the ratio, as in all clues of strength.
  case beatAccent
  /// The bass at beats against all steps.
  case beatBass
  /// The bass at downbeats against all beats.
  case barBass
  /// The bass at downbeats against the middles of bars of two and four.
  case halfBarBass
  /// The bass at downbeats against the middles of bars of six.
  case halfSixBass
  /// Onset strength at a bar's odd beats against its even ones, on which a snare drum would be.
  case backBeat
  /// Onset strength at the first and fourth of six beats, against all six.
  case threesAccent
  /// The bass at the first and fourth of six beats, against all six.
  case threesBass
  /// How much more harmony changes at downbeats than at beats: half a bar before against half a bar after.
  case barHarmony
  /// How much more timbre changes at downbeats than at beats.
  case barTimbre
  /// How much better harmony returns after a bar than after other numbers of beats.
  case harmonyReturns
  /// How much better timbre returns after a bar than after other numbers of beats.
  case timbreReturns
  /// How much better timbre returns after a bar of two or four than after half of it.
  case halfBarReturns
  /// How much better harmony returns after a bar of six than after half of it.
  case halfSixReturns
  /// Whether beats are half pulses.
  case halfPulses
  case five, six, seven
}

/// Chooses beats among pulses, and bars among beats, and tells how sure that is.
///
/// Each way to hear the steps has a score, the weighted sum of its clues, and a probability by the scores' exponentials
/// (a conditional logit model, McFadden 1974). How sure the bars are is the probability of all ways with the same
/// downbeats. The weights were fitted, by maximum likelihood with a ridge, to 99 made songs in bars of two to seven beats
/// and to ten of POP909's as piano and as a band; Tests/Features/evaluate_grid.py scores them on others.
public struct MeterModel: Sendable {
  /// What was chosen.
  public struct Choice: Sendable, Hashable {
    /// Where beats and bars are.
    public let hypothesis: MeterHypothesis
    /// The probability of its downbeats, 0 to 1.
    public let certainty: Double
  }

  /// The metres that are known.
  public static let meters = 2...7
  /// The steps from beat to beat: half a pulse, a pulse, two.
  public static let stepsPerBeat = [1, 2, 4]
  /// How many bars are needed to tell them.
  private static let fewestBars = 3
  /// The tempos that beats may have, in beats per minute.
  private static let tempos = 40.0..<230.0

  private static let weights: [MeterClue: Double] = [
    .unusualTempo: -3.32, .longBarTempo: 3.87, .sixTempo: 1.9, .beatAccent: 1.84, .beatBass: 1.31, .barBass: 3.55,
    .halfBarBass: -0.92, .halfSixBass: -1.51, .backBeat: -2.52, .threesAccent: 3.41, .threesBass: 1.83,
    .barHarmony: 4.84, .barTimbre: 2.26, .harmonyReturns: 2.03, .timbreReturns: 7.98, .halfBarReturns: -2.37,
    .halfSixReturns: -1.62, .halfPulses: -3.4, .five: -1.17, .six: -2.78, .seven: -1.28,
  ]

  /// Finds beats and bars.
  ///
  /// - Parameters:
  ///   - steps: What is heard in each half of a pulse.
  ///   - pulseTempo: Pulses per minute, above 0.
  ///   - meter: The beats in a bar, within 2...7, where they are known.
  ///   - stepsPerBeat: The steps from beat to beat, where they are known.
  /// - Returns: `nil` if there are too few steps for any bars.
  public static func choice(
    in steps: MeterSteps, pulseTempo: Double, meter: Int? = nil, stepsPerBeat: Int? = nil
  ) -> Choice? {
    let hypotheses = Self.hypotheses(steps, pulseTempo: pulseTempo, meter: meter, stepsPerBeat: stepsPerBeat)
    var evidence = MeterEvidence(
      steps, pulseTempo: pulseTempo, longestBar: hypotheses.map(\.stepsPerBar).max() ?? 0)
    let scores = hypotheses.map { hypothesis in
      let clues = evidence.clues(for: hypothesis)
      // In one order, so that every run adds up to the same.
      return MeterClue.allCases.reduce(0) { $0 + (weights[$1] ?? 0) * (clues[$1] ?? 0) }
    }
    guard let highest = scores.max(), let best = scores.firstIndex(of: highest) else { return nil }
    let shares = scores.map { exp($0 - highest) }
    let chosen = hypotheses[best]
    let alike = hypotheses.indices.filter {
      hypotheses[$0].stepsPerBar == chosen.stepsPerBar && hypotheses[$0].phase == chosen.phase
    }
    let certainty = alike.reduce(0) { $0 + shares[$1] } / shares.reduce(0, +)
    return Choice(hypothesis: chosen, certainty: min(1, certainty))
  }

  private static func hypotheses(
    _ steps: MeterSteps, pulseTempo: Double, meter: Int?, stepsPerBeat: Int?
  ) -> [MeterHypothesis] {
    let distances =
      stepsPerBeat.map { [$0] } ?? Self.stepsPerBeat.filter { tempos.contains(2 * pulseTempo / Double($0)) }
    return distances.flatMap { distance in
      (meter.map { $0...$0 } ?? meters).filter { fewestBars * distance * $0 <= steps.count }.flatMap { meter in
        // Where beats are known, bars begin on them.
        stride(from: 0, to: distance * meter, by: stepsPerBeat ?? 1).map {
          MeterHypothesis(stepsPerBeat: distance, beatsPerBar: meter, phase: $0)
        }
      }
    }
  }
}
