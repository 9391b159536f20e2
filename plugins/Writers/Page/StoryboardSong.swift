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
  /// Beats per bar, if they are known.
  let meter: Int?
  /// Whether the bars are told surely, and what rests on them.
  let isSure: Bool

  /// A song's plan with what is known of the music.
  init(
    _ plan: ShotPlan, of track: TrackInfo, sections: Events? = nil, beats: Events? = nil, downbeats: Events? = nil,
    tempo: Number? = nil, meter: Number? = nil, certainty: Number? = nil
  ) {
    title = FilePath.lastPart(of: track.name)
    self.plan = plan
    scale = TimeScale(seconds: max(track.seconds, plan.rate.seconds(ofFrame: plan.frames)))
    palette = TypePalette(plan)
    self.sections = sections?.events ?? []
    self.beats = beats?.times ?? []
    self.downbeats = downbeats?.times ?? []
    self.tempo = tempo.flatMap { $0.value.isFinite && $0.value > 0 ? $0.value : nil }
    self.meter = meter.flatMap { Int(exactly: $0.value.rounded()) }.flatMap { $0 > 0 ? $0 : nil }
    isSure = (certainty?.value ?? 1) >= BarCount.sure
  }

  /// What is said of the music, such as `120 bpm`; with `about` before it where the bars are unsure.
  func heard(_ words: String) -> String { isSure ? words : "about \(words)" }

  /// The tempo in words, if it is known.
  var tempoText: String? { tempo.map { heard("\(Int($0.rounded())) bpm") } }

  /// The section at a shot's middle.
  func section(of shot: Shot) -> String {
    plan.section(of: shot, among: sections)
  }

  /// A share or a probability in whole percent; empty where there is none.
  static func percent(_ share: Double?) -> String { share.map { "\(Int((100 * $0).rounded())) %" } ?? "" }
}
