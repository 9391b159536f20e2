import Shots
import StageKit

/// The settings of `cuts`, read once.
struct CutSettings: Sendable {
  /// The rate that cuts are rounded to.
  let rate: FrameRate
  /// What the first frame's timecode is.
  let start: PlanStart
  /// The shortest shot in seconds.
  let shortest: Double
  /// The longest shot in seconds.
  let longest: Double
  /// The shortest and the longest shot in frames.
  let lengths: ClosedRange<Int>
  let mode: DecodingMode
  /// What a drawn plan hangs on; `nil` for the track's content.
  let seed: UInt64?
  /// A former plan, whose locked shots stay.
  let locked: TrackFile?
  /// Average shot length in seconds at 120 bpm, before roles.
  let averageLength: Double
  /// The power of 120/bpm that lengths follow.
  let tempoExponent: Double
  /// Spread of the log-normal shot lengths.
  let sigma: Double
  /// What a cut on a downbeat adds to the logarithm of a path's weight.
  let cutDownbeat: Double
  /// What a cut on another beat adds.
  let cutBeat: Double
  /// What a cut at a section's start adds.
  let cutSection: Double
  /// What a cut on a mark adds.
  let cutMark: Double
  /// What a shot across a section's start adds.
  let crossSection: Double
  /// Share of the onsets off the beat that may be cuts.
  let onsetShare: Double
  /// How long before the beat to cut, in seconds.
  let lead: Double
  /// Bars shorter than this, in seconds, are counted in pairs.
  let shortestBar: Double
  /// How much the prediction of types weighs.
  let kappa: Double
  /// Power that the prediction's probabilities are raised to.
  let sharpness: Double
  /// What going straight back to the type before takes away.
  let aba: Double
  /// Seconds after the last wide chance from which a section's start asks for a wide shot.
  let reestablish: Double

  /// The settings of the stage.
  ///
  /// - Throws: ``Failure`` for limits that cannot divide every track, or a start that is no timecode at the rate.
  init(_ settings: Settings) throws(Failure) {
    rate = settings[Cuts.rate]
    shortest = settings[Cuts.shortest]
    longest = settings[Cuts.longest]
    lengths = try ShotLimits.lengths(rate: rate, shortest: shortest, longest: longest)
    switch settings[Cuts.start] {
    case nil: start = .firstHour
    case "file": start = .file
    case let text?: start = .at(try Timecode(text, rate: rate))
    }
    mode = settings[Cuts.mode]
    seed = settings[Cuts.seed].map(UInt64.init)
    locked = settings[Cuts.locked]
    averageLength = settings[Cuts.asl]
    tempoExponent = settings[Cuts.tempoExp]
    sigma = settings[Cuts.sigma]
    cutDownbeat = settings[Cuts.cutDownbeat]
    cutBeat = settings[Cuts.cutBeat]
    cutSection = settings[Cuts.cutSection]
    cutMark = settings[Cuts.cutMark]
    crossSection = settings[Cuts.crossSection]
    onsetShare = settings[Cuts.onsetCandidates]
    lead = settings[Cuts.lead]
    shortestBar = settings[Cuts.barMin]
    kappa = settings[Cuts.kappa]
    sharpness = settings[Cuts.sharpness]
    aba = settings[Cuts.aba]
    reestablish = settings[Cuts.reestablish]
  }
}

/// What the timecode of a plan's first frame is.
enum PlanStart {
  /// One hour, by the custom of editors.
  case firstHour
  /// A timecode at the plan's rate.
  case at(Timecode)
  /// The file's own.
  case file
}

/// How `cuts` chooses among the ways to cut a track.
enum DecodingMode: String, Choice {
  /// The plan that the model finds likeliest.
  case best
  /// A plan drawn with the model's probabilities, by a seed.
  case sample
  /// The likeliest type of each second, without the model; no limits on lengths.
  case frames
}
