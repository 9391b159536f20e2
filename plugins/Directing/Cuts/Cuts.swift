import Shots
import StageKit

/// `cuts`: turns any prediction of shot types into a shot plan, exactly.
///
/// How sharply a prediction is taken (`sharpness`, `kappa`) and the film language between shots belong here, not to the
/// rules, so that rules and networks are compared on one decoder.
struct Cuts: TrackStage {
  static let types = Input<Frames>("types", "A probability per shot type, from rules or a network.")
  static let beats = Input<Events>("beats", "Beats, where shots may start.")
  static let downbeats = OptionalInput<Events>("downbeats", "First beats of bars, where cuts are preferred.")
  static let onsets = OptionalInput<Events>("onsets", "Onsets, of which some may be allowed as cuts.")
  static let sections = OptionalInput<Events>(
    "sections", "Sections with roles as labels: they set lengths and ask for cuts.")
  static let tempo = OptionalInput<Number>("tempo", "Beats per minute: faster music, faster cuts; 0 for none.")
  static let certainty = OptionalInput<Number>(
    "certainty",
    "How surely the bars are told, from 0 to 1; below 0.8, or where none is given, downbeats are beats like others.")
  static let cues = OptionalInput<Frames>(
    "cues", "How loud, sung and dense each second is: shots are longer in the quiet, and reasons speak of it.")
  static let silences = OptionalInput<Events>(
    "silences", "Where nothing sounds: no cut lies there, and a shot may last longer than `longest` by it.")
  static let marks = OptionalInput<Events>(
    "marks", "Moments that a person has marked: they are cut on wherever the limits allow it.")
  static let shots = Output<ShotPlan>("shots", "Shots in frames, each with its probability, runner-up and reason.")
  static let reasons = Output<Events>("reasons", "The span of each shot with the codes of its causes as label.")
  static let target = Output<Number>("target", "Mean shot length in seconds that the roles and the tempo ask for.")

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
    "seed", default: nil, in: 0...9_007_199_254_740_991, "What a drawn plan hangs on; none takes the track's content.")
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
  static let reestablish = Parameter(
    "reestablish", default: 40.0, unit: .seconds, in: 0...120,
    "A section that starts this long after the last wide chance makes long shots three times likelier.")

  static let declaration = StageDeclaration(
    id: "cuts", revision: 6,
    doc:
      "Turns probabilities of shot types into shots, by an exact semi-Markov model of cuts, lengths and film language.",
    source: "Semi-Markov decoding after Wu 2018 and Galvane 2015; the model is in plugins/Rules.md",
    inputs: [types, beats, downbeats, certainty, onsets, sections, tempo, cues, silences, marks],
    outputs: [shots, reasons, target],
    parameters: [
      rate, start, style, shortest, longest, share, brief, songBrief, language, mode, seed, takes, locked, temperature,
      floor, asl, pace,
      tempoExp, sigma, cutDownbeat, cutBeat, cutSection, crossSection, cutMark, onsetCandidates, lead, barMin, kappa,
      sharpness, aba, reestablish,
    ])

  let settings: CutSettings

  init(_ settings: Settings) throws(Failure) {
    self.settings = try CutSettings(settings)
  }

  /// The decoder's work grows with the cube of the types.
  private static let mostTypes = 64

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    let types = try inputs[Self.types]
    try types.require(.shotTypes)
    guard types.columns.count == types.width else {
      throw Failure("takes types that have names, but is given \(types)", remedy: "name the columns of the frames")
    }
    guard types.width <= Self.mostTypes else {
      throw Failure("\(types.width) types are more than \(Self.mostTypes)", remedy: "join some of them")
    }
    _ = try settings.briefs.general(for: settings.language(for: types.columns).vocabulary)
    try inputs[Self.cues]?.require(.musicCues)
    return FrameFormats()
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let rate = settings.rate
    let music = try TrackMusic(inputs, duration: context.track.seconds)
    let limits = ShotLimits(
      duration: music.duration, rate: rate, lengths: settings.lengths, silences: music.silences)
    guard limits.frames > 0 else {
      throw Failure("the track is shorter than one frame at \(rate.rawValue)")
    }
    if settings.mode != .frames { warn(of: music, limits, in: context) }
    let chance = CounterRandom(seed: settings.seed ?? context.track.seed)
    let types = try inputs[Self.types]
    let language = try settings.language(for: types.format.columns)
    let locks = try LockedShots(settings, limits: limits, vocabulary: language.vocabulary, in: context)
    let candidates = CutCandidates(
      music, limits: limits, settings: settings, habits: language.cuts, chance: chance
    ).candidates
    let evidence = try TypeEvidence(types, sharpness: settings.sharpness, shares: language.shares)
    let brief = try settings.briefs.brief(for: language.vocabulary, in: context).map {
      SongBrief($0, in: music.sections)
    }
    let free = CutModel(
      candidates, limits: limits, evidence: evidence, music: music, settings: settings, language: language,
      brief: brief)
    let (model, shots): (CutModel, [DecodedShot])
    switch settings.mode {
    case .best: (model, shots) = try decode(free, around: locks, drawnBy: nil, in: context)
    case .sample: (model, shots) = try decode(free, around: locks, drawnBy: chance, in: context)
    case .frames:
      let runs = try SecondRuns.decode(types, frames: limits.frames, rate: rate)
      let laid = locks.laid(over: runs.shots, at: runs.candidates)
      model = CutModel(
        laid.candidates, limits: limits, evidence: evidence, music: music, settings: settings, language: language)
      shots = laid.shots
    }
    let author = ShotReasons(model, shots: shots)
    let reasons = shots.indices.map { author.reason(for: $0) }
    let kept = Dictionary(uniqueKeysWithValues: locks.shots.map { ($0.inFrame, $0) })
    let names = language.vocabulary.types
    let uncast = try ShotPlan(
      zip(shots, reasons).map { shot, reason in
        let first = model.candidates[shot.start].frame
        return kept[first]
          ?? Shot(
            inFrame: first, outFrame: model.candidates[shot.end].frame, type: names[shot.type],
            probability: shot.probability, runnerUp: names[shot.runnerUp],
            runnerUpProbability: shot.runnerUpProbability, reason: reason.sentence)
      },
      rate: rate, start: settings.start.timecode(at: rate, in: context)?.frame, types: names)
    let plan = try brief?.cast(uncast, to: music, in: context) ?? uncast
    warn(of: music.marks, notIn: plan, in: context)
    var outputs = Artifacts()
    outputs[Self.shots] = plan
    outputs[Self.reasons] = Events(
      zip(plan.shots, reasons).map { shot, reason in
        let (start, end) = plan.seconds(of: shot)
        return Event(from: start, to: end, label: shot.isLocked ? "LOCKED" : reason.codes.joined(separator: " "))
      })
    outputs[Self.target] = Number(free.targetLength)
    return outputs
  }

  /// Decodes the track, and says by which model: locks make one of their own.
  ///
  /// The average length and the draw are settled on the track without locks, so that they move nothing far from them.
  private func decode(
    _ free: CutModel, around locks: LockedShots, drawnBy chance: CounterRandom?, in context: TrackContext
  ) throws(Failure) -> (CutModel, [DecodedShot]) {
    let decoder = try CutDecoder(free)
    let choice = try decoder.choice(drawnBy: chance)
    let model = locks.shots.isEmpty ? free : free.locking(locks)
    let (shots, holdShares) = try (locks.shots.isEmpty ? decoder : CutDecoder(model)).shots(by: choice, drawnBy: chance)
    if !holdShares { warn(ofSharesOf: free.language, in: context) }
    return (model, locks.divided(shots, at: model.candidates))
  }
}
