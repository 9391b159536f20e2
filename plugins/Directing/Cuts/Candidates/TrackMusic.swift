import Glibc
import Shots
import StageKit

/// What the decoder knows of a track besides the types: the pulse, the parts, and how the music moves.
struct TrackMusic {
  /// Length in seconds.
  let duration: Double
  /// Beats in seconds.
  let beats: [Double]
  /// First beats of bars in seconds; empty if not known.
  let downbeats: [Double]
  /// Onsets in seconds; empty if not known.
  let onsets: [Double]
  /// The moments that a person has marked, with their names; none if not known.
  let marks: [Event]
  /// Beats per minute; `nil` if there is no pulse or it is not known.
  let tempo: Double?
  /// The sections; none if not known.
  let sections: SectionMap
  /// Ranks of loudness, singing and attack from -1 to 1, one row per second; `nil` if not known.
  let cues: [Float]?

  /// Gathers the inputs of `cuts`.
  init(_ inputs: Artifacts, duration: Double) throws {
    self.duration = duration
    beats = try inputs[Cuts.beats].times
    downbeats = inputs[Cuts.downbeats]?.times ?? []
    onsets = inputs[Cuts.onsets]?.times ?? []
    marks = inputs[Cuts.marks]?.events ?? []
    tempo = inputs[Cuts.tempo].flatMap { $0.value > 0 ? $0.value : nil }
    sections = try SectionMap(inputs[Cuts.sections])
    cues = try inputs[Cuts.cues]?.values()
  }

  /// How many bars fit before the first downbeat.
  var barsBeforeFirstDownbeat: Int { BarCount.before(downbeats) }

  /// How much faster or slower than usual to cut: (120 / tempo) to the power of an exponent, from 0.75 to 1.35.
  func tempoFactor(exponent: Double) -> Double {
    guard let tempo else { return 1 }
    return min(max(pow(120 / tempo, exponent), 0.75), 1.35)
  }

  /// The mean of a cue over a span in seconds, if the cues are known.
  func mean(of cue: Cue, from start: Double, to end: Double) -> Double? {
    guard let cues, !cues.isEmpty else { return nil }
    let last = cues.count / Cue.allCases.count - 1
    let first = min(max(0, Int(start)), last)
    let rows = first...max(first, min(Int(end.rounded(.up)) - 1, last))
    let sum = rows.reduce(0.0) { $0 + Double(cues[$1 * Cue.allCases.count + cue.rawValue]) }
    return sum / Double(rows.count)
  }
}
