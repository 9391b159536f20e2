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
  /// What the music does in each second; `nil` if not known.
  let cues: CueRows?

  /// Gathers the inputs of `cuts`.
  init(_ inputs: Artifacts, duration: Double) throws {
    self.duration = duration
    beats = try inputs[Cuts.beats].times
    downbeats = inputs[Cuts.downbeats]?.times ?? []
    onsets = inputs[Cuts.onsets]?.times ?? []
    marks = inputs[Cuts.marks]?.events ?? []
    tempo = inputs[Cuts.tempo].flatMap { $0.value > 0 ? $0.value : nil }
    sections = try SectionMap(inputs[Cuts.sections])
    cues = try inputs[Cuts.cues].map(CueRows.init)
  }

  /// The first beats of bars; every second one where bars are shorter than a length in seconds.
  func bars(longerThan shortest: Double) -> [Double] {
    let gaps = zip(downbeats, downbeats.dropFirst()).map { $1 - $0 }.sorted()
    guard let median = gaps.isEmpty ? nil : gaps[gaps.count / 2], median < shortest else { return downbeats }
    return downbeats.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
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
    cues?.mean(of: cue, from: start, to: end)
  }
}
