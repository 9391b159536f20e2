import Shots
import StageKit

/// What `cuts` can be told. Many say nothing by default, and leave it to the style or the language; ``CutSettings`` reads them.
extension Cuts {
  static let rate = Parameter("rate", default: FrameRate.fps25, "The frame rate that cuts are rounded to, once.")
  static let start = Parameter<String?>(
    "start", default: nil, "Timecode of the first frame such as 10:00:00:00; `file` is the song's own, none one hour.")
  static let shortest = Parameter("shortest", default: 1.2, unit: .seconds, in: 0.4...4, "The shortest shot.")
  static let longest = Parameter(
    "longest", default: 12.0, unit: .seconds, in: 4...60, "The longest shot; at least twice the shortest, in frames.")
  static let mode = Parameter(
    "mode", default: DecodingMode.sample,
    "Takes the likeliest plan, draws one by its probability, or follows the types second by second without limits.")
  static let seed = Parameter<Int?>(
    "seed", default: nil, in: 0...9_007_199_254_740_991, "What a drawn plan depends on; none takes the track's content."
  )
  static let locked = Parameter<TrackFile?>(
    "locked", default: try? TrackFile(.text("{output}.json"), unit: nil),
    "A former plan whose shots with `locked: true` stay; by default the one in the output folder.")
  static let brief = Parameter<SettingFile?>(
    "brief", default: nil,
    "A file of what is wanted of all films: weights of types, where they may not be, first and last shots, pairs, performers."
  )
  static let songBrief = Parameter<TrackFile?>(
    "song_brief", default: try? TrackFile(.text("{track}.brief.yaml"), unit: nil),
    "The brief of one song; what it does not speak of is as in `brief`.")
  static let takes = Parameter(
    "takes", default: 16, in: 1...64,
    "How many plans are drawn, of which the best by the measures of statistics is kept.")
  static let language = Parameter<SettingFile?>(
    "language", default: nil,
    "A file with types, their order of sizes, neighbours, lengths and places of cuts; none takes the concert film's.")
  static let style = Parameter<CutStyle?>(
    "style", default: nil, "How fast: calm 5.4 s a shot, concert 3.6, clip 2.2; none takes the language's.")
  static let asl = Parameter<Double?>(
    "asl", default: nil, unit: .seconds, in: 0.5...30,
    "Average shot length at 120 bpm, before roles; none takes the style's, or the language's: 3.6 s.")
  static let pace = Parameter<Double?>(
    "pace", default: nil, in: 1...4,
    "How many times longer shots are in quiet than in loud passages; 1 is even, none takes the style's: 2.")
  static let tempoExp = Parameter<Double?>(
    "tempo_exp", default: nil, in: 0...1,
    "How far lengths follow the tempo: (120/bpm) to this power; none takes the language's: 0.5.")
  static let sigma = Parameter<Double?>(
    "sigma", default: nil, in: 0.2...1, "Spread of the log-normal shot lengths; none takes the language's: 0.55.")
  static let cutDownbeat = Parameter<Double?>(
    "cut_downbeat", default: nil, unit: .logWeight, in: -2...3,
    "What a cut on a downbeat adds; none takes the language's: 0.8.")
  static let cutBeat = Parameter<Double?>(
    "cut_beat", default: nil, unit: .logWeight, in: -2...3,
    "What a cut on another beat adds; none takes the language's: -0.3.")
  static let cutSection = Parameter<Double?>(
    "cut_section", default: nil, unit: .logWeight, in: 0...6,
    "What a cut at a section's start adds; none takes the language's: 4.")
  static let cutMark = Parameter(
    "cut_mark", default: 40.0, unit: .logWeight, in: 0...80,
    "What a cut on a mark adds; the default outweighs all but the limits.")
  static let crossSection = Parameter<Double?>(
    "cross_section", default: nil, unit: .logWeight, in: -9...0,
    "What a shot across a section's start adds; none takes the language's: -8.")
  static let onsetCandidates = Parameter(
    "onset_candidates", default: 0.0, unit: .share, in: 0...0.3, "Share of the onsets off the beat that may be cuts.")
  static let lead = Parameter<Double?>(
    "lead", default: nil, unit: .seconds, in: -0.25...0.25,
    "How long before the beat to cut; none takes the language's: 0.")
  static let barMin = Parameter(
    "bar_min", default: BarCount.shortest, unit: .seconds, in: 1...3, "Shorter bars are counted in pairs.")
  static let kappa = Parameter(
    "kappa", default: 1.5, in: 0...4, "How much the prediction of types weighs; 3 for training labels.")
  static let sharpness = Parameter(
    "sharpness", default: 1.5, in: 0.5...4,
    "Power that the prediction's probabilities are raised to; 3 for training labels.")
  static let temperature = Parameter(
    "temperature", default: 0.15, in: 0.1...3,
    "How boldly a drawn plan chooses types: below 1 nearer to the likeliest, above 1 freer. Lengths do not change.")
  static let floor = Parameter(
    "floor", default: 1.0 / 3, in: 0...1,
    "A type with less than this part of the likeliest's probability at its moment is not chosen, the three likeliest "
      + "excepted; 0 for any.")
  static let share = Parameter<TypeShares?>(
    "share", default: nil,
    "The least and most share of the time of some types, such as {ADS: [0, 0.12]}; none takes the language's.")
  static let aba = Parameter<Double?>(
    "aba", default: nil, unit: .logWeight, in: 0...3,
    "What going straight back to the type before takes away; none takes the language's: 1.5.")
  static let repeats = Parameter<Repeats?>(
    "repeat", default: nil,
    "Whether a shot may follow one of its own type, which real edits do at one cut in ten or more; none takes the language's: "
      + "forbid.")
  static let reestablish = Parameter(
    "reestablish", default: 40.0, unit: .seconds, in: 0...120,
    "A section that starts this long after the last wide chance makes long shots three times likelier.")
}
