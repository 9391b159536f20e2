import Shots
import StageKit

/// What the decoder knows of a track besides the types: the pulse, the parts, and how the music moves.
struct TrackMusic {
  /// Length in seconds.
  let duration: Double
  /// Beats in seconds.
  let beats: [Double]
  /// First beats of bars in seconds; empty if they are not known, or not surely.
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
  /// Where nothing sounds; none if not known.
  let silences: [Event]

  /// Gathers the inputs of `cuts`.
  init(_ inputs: Artifacts, duration: Double) throws {
    self.duration = duration
    beats = try inputs[Cuts.beats].times
    let certainty = inputs[Cuts.certainty]?.value ?? 0
    downbeats = certainty >= BarCount.sure ? inputs[Cuts.downbeats]?.times ?? [] : []
    onsets = inputs[Cuts.onsets]?.times ?? []
    marks = inputs[Cuts.marks]?.events ?? []
    tempo = inputs[Cuts.tempo].flatMap { $0.value > 0 ? $0.value : nil }
    sections = try SectionMap(inputs[Cuts.sections])
    cues = try inputs[Cuts.cues].map(CueRows.init)
    silences = inputs[Cuts.silences]?.events ?? []
  }

  /// How many bars fit before the first downbeat.
  var barsBeforeFirstDownbeat: Int { BarCount.before(downbeats) }

  /// The mean of a cue over a span in seconds, if the cues are known.
  func mean(of cue: Cue, from start: Double, to end: Double) -> Double? {
    cues?.mean(of: cue, from: start, to: end)
  }
}
