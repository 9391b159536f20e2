import StageKit
import Shots

/// A song as its page shows it: the plan, and what else is known of the music.
struct StoryboardSong {
  /// The song's name.
  let title: String
  /// The plan.
  let plan: ShotPlan
  /// The lane, as wide as the song.
  let scale: TimeScale
  /// The looks of the types.
  let palette: TypePalette
  /// Sections; empty if none are known.
  let sections: [Event]
  /// Beats in seconds.
  let beats: [Double]
  /// First beats of bars in seconds.
  let downbeats: [Double]
  /// Beats per minute, if they are known.
  let tempo: Double?

  /// A song's plan with what is known of the music.
  init(
    _ plan: ShotPlan, of track: TrackInfo, sections: Events? = nil, beats: Events? = nil, downbeats: Events? = nil,
    tempo: Number? = nil
  ) {
    title = FilePath.lastPart(of: track.name)
    self.plan = plan
    scale = TimeScale(seconds: max(track.seconds, plan.rate.seconds(ofFrame: plan.frames)))
    palette = TypePalette(plan)
    self.sections = sections?.events ?? []
    self.beats = beats?.times ?? []
    self.downbeats = downbeats?.times ?? []
    self.tempo = tempo.flatMap { $0.value.isFinite && $0.value > 0 ? $0.value : nil }
  }

  /// The section at a shot's middle.
  func section(of shot: Shot) -> String {
    plan.section(of: shot, among: sections)
  }

  /// A share or a probability in whole percent; empty where there is none.
  static func percent(_ share: Double?) -> String { share.map { "\(Int((100 * $0).rounded())) %" } ?? "" }
}
