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

  static let declaration = StageDeclaration(
    id: "cuts", revision: 6,
    doc:
      "Turns probabilities of shot types into shots, by an exact semi-Markov model of cuts, lengths and film language.",
    source: "Semi-Markov decoding after Wu 2018 and Galvane 2015; the model is in the manual: The rules of directing",
    inputs: [types, beats, downbeats, certainty, onsets, sections, tempo, cues, silences, marks],
    outputs: [shots, reasons, target],
    parameters: [
      rate, start, style, asl, pace, shortest, longest, lead, share, brief, songBrief, language, locked, seed,
    ],
    advanced: [
      mode, takes, temperature, floor, tempoExp, sigma, cutDownbeat, cutBeat, cutSection, crossSection, cutMark,
      onsetCandidates, barMin, kappa, sharpness, aba, repeats, reestablish,
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
