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
  static let cues = OptionalInput<Frames>("cues", "Ranks of the director's, for reasons that speak of the music.")
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
  static let asl = Parameter(
    "asl", default: 3.6, unit: .seconds, in: 1...12, "Average shot length at 120 bpm, before roles: calm 5.4, clip 2.2."
  )
  static let tempoExp = Parameter(
    "tempo_exp", default: 0.5, in: 0...1, "How far lengths follow the tempo: (120/bpm) to this power.")
  static let sigma = Parameter("sigma", default: 0.55, in: 0.2...1, "Spread of the log-normal shot lengths.")
  static let cutDownbeat = Parameter(
    "cut_downbeat", default: 0.8, unit: .logWeight, in: -2...3, "What a cut on a downbeat adds.")
  static let cutBeat = Parameter(
    "cut_beat", default: -0.3, unit: .logWeight, in: -2...3, "What a cut on another beat adds.")
  static let cutSection = Parameter(
    "cut_section", default: 3.0, unit: .logWeight, in: 0...6, "What a cut at a section's start adds.")
  static let cutMark = Parameter(
    "cut_mark", default: 20.0, unit: .logWeight, in: 0...40,
    "What a cut on a mark adds; the default outweighs all but the limits.")
  static let crossSection = Parameter(
    "cross_section", default: -4.0, unit: .logWeight, in: -9...0, "What a shot across a section's start adds.")
  static let onsetCandidates = Parameter(
    "onset_candidates", default: 0.0, unit: .share, in: 0...0.3, "Share of the onsets off the beat that may be cuts.")
  static let lead = Parameter(
    "lead", default: 0.0, unit: .seconds, in: -0.1...0.25, "How long before the beat to cut.")
  static let barMin = Parameter(
    "bar_min", default: BarCount.shortest, unit: .seconds, in: 1...3, "Shorter bars are counted in pairs.")
  static let kappa = Parameter(
    "kappa", default: 1.5, in: 0...4, "How much the prediction of types weighs; 3 for training labels.")
  static let sharpness = Parameter(
    "sharpness", default: 1.5, in: 0.5...4,
    "Power that the prediction's probabilities are raised to; 3 for training labels.")
  static let aba = Parameter(
    "aba", default: 1.5, unit: .logWeight, in: 0...3, "What going straight back to the type before takes away.")
  static let reestablish = Parameter(
    "reestablish", default: 40.0, unit: .seconds, in: 0...120,
    "A section that starts this long after the last wide chance makes long shots three times likelier.")

  static let declaration = StageDeclaration(
    id: "cuts", revision: 4,
    doc:
      "Turns probabilities of shot types into shots, by an exact semi-Markov model of cuts, lengths and film language.",
    source: "Semi-Markov decoding after Wu 2018 and Galvane 2015; the model is in plugins/Rules.md",
    inputs: [types, beats, downbeats, onsets, sections, tempo, cues, marks], outputs: [shots, reasons, target],
    parameters: [
      rate, start, shortest, longest, mode, seed, locked, asl, tempoExp, sigma, cutDownbeat, cutBeat, cutSection,
      crossSection, cutMark,
      onsetCandidates, lead, barMin, kappa, sharpness, aba, reestablish,
    ])

  private let settings: CutSettings

  init(_ settings: Settings) throws(Failure) {
    self.settings = try CutSettings(settings)
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    let types = try inputs[Self.types]
    try types.require(.shotTypes)
    guard types.columns == ShotType.names else {
      throw Failure(
        "takes the shot types \(ShotType.names.joined(separator: ", ")), "
          + "but is given \(types.columns.isEmpty ? "\(types)" : types.columns.joined(separator: ", "))")
    }
    try inputs[Self.cues]?.require(.musicCues)
    return FrameFormats()
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let rate = settings.rate
    let music = try TrackMusic(inputs, duration: context.track.seconds)
    let limits = ShotLimits(duration: music.duration, rate: rate, lengths: settings.lengths)
    guard limits.frames > 0 else {
      throw Failure("the track is shorter than one frame at \(rate.rawValue)")
    }
    if settings.mode != .frames { warn(of: music, limits, in: context) }
    let locks = try locks(for: limits, in: context)
    let chance = CounterRandom(seed: settings.seed ?? context.track.seed)
    let types = try inputs[Self.types]
    let candidates = CutCandidates(music, limits: limits, settings: settings, chance: chance).candidates
    let evidence = try TypeEvidence(types, sharpness: settings.sharpness)
    let free = CutModel(candidates, limits: limits, evidence: evidence, music: music, settings: settings)
    let (model, shots): (CutModel, [DecodedShot])
    switch settings.mode {
    case .best: (model, shots) = try decode(free, around: locks, drawnBy: nil)
    case .sample: (model, shots) = try decode(free, around: locks, drawnBy: chance)
    case .frames:
      let runs = try SecondRuns.decode(types, frames: limits.frames, rate: rate)
      let laid = locks.laid(over: runs.shots, at: runs.candidates)
      model = CutModel(laid.candidates, limits: limits, evidence: evidence, music: music, settings: settings)
      shots = laid.shots
    }
    let author = ShotReasons(model, shots: shots)
    let reasons = shots.indices.map { author.reason(for: $0) }
    let kept = Dictionary(uniqueKeysWithValues: locks.shots.map { ($0.inFrame, $0) })
    let plan = try ShotPlan(
      zip(shots, reasons).map { shot, reason in
        let first = model.candidates[shot.start].frame
        return kept[first]
          ?? Shot(
            inFrame: first, outFrame: model.candidates[shot.end].frame, type: shot.type.rawValue,
            probability: shot.probability, runnerUp: shot.runnerUp.rawValue, reason: reason.sentence)
      },
      rate: rate, start: start(in: context)?.frame, types: ShotType.names)
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

  /// The timecode of the first frame; `nil` for one hour.
  private func start(in context: TrackContext) -> Timecode? {
    switch settings.start {
    case .firstHour: return nil
    case .at(let timecode): return timecode
    case .file:
      guard let own = context.track.startTimecode else {
        context.warn("the file has no timecode of its own; the plan starts at one hour")
        return nil
      }
      do throws(Failure) {
        return try Timecode(own, rate: settings.rate)
      } catch {
        context.warn("the file's timecode cannot be used: \(error.reason); the plan starts at one hour")
        return nil
      }
    }
  }

  /// The shots that a person has locked in a former plan.
  private func locks(for limits: ShotLimits, in context: TrackContext) throws(Failure) -> LockedShots {
    guard let file = settings.locked else { return .none }
    guard let bytes = try context.content(of: file, otherwise: "no shot is locked") else { return .none }
    return try LockedShots(bytes, name: context.name(of: file), rate: settings.rate, limits: limits)
  }

  /// Decodes the track, and says by which model: locks make one of their own.
  ///
  /// The average length is held on the track without locks, so that they move nothing that is far from them.
  private func decode(
    _ free: CutModel, around locks: LockedShots, drawnBy chance: CounterRandom?
  ) throws(Failure) -> (CutModel, [DecodedShot]) {
    let decoder = try CutDecoder(free)
    let bonus = decoder.bonus(isDrawn: chance != nil)
    guard !locks.shots.isEmpty else { return (free, try decoder.shots(drawnBy: chance, bonus: bonus)) }
    let model = free.locking(locks)
    let shots = try CutDecoder(model).shots(drawnBy: chance, bonus: bonus)
    return (model, locks.divided(shots, at: model.candidates))
  }

  /// Names the marks on which no shot starts.
  private func warn(of marks: [Event], notIn plan: ShotPlan, in context: TrackContext) {
    let starts = Set(plan.shots.map(\.inFrame))
    let missed = marks.filter { !starts.contains(settings.rate.frame(rounding: $0.start)) }
    guard !missed.isEmpty else { return }
    let shown = missed.prefix(5).map { "\(ClockTime.text($0.start))\($0.label.isEmpty ? "" : " \($0.label)")" }
    context.warn(
      "no shot starts on \(missed.count) of \(marks.count) marks, since the limits or locks do not allow it: "
        + shown.joined(separator: ", ") + (missed.count > shown.count ? " ..." : ""))
  }

  /// Says what the music does not give, though a plan is made.
  private func warn(of music: TrackMusic, _ limits: ShotLimits, in context: TrackContext) {
    if limits.frames < limits.shortest {
      context.warn("shorter than shortest (\(settings.shortest.text) s): one shot")
    } else if music.beats.count < CutCandidates.fewestBeats {
      context.warn("\(music.beats.isEmpty ? "no" : "few") beats: cuts lie on a half-second grid")
    }
  }
}
