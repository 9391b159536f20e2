import Signal
import StageKit

/// `grid`: the beats and bars that plans are cut on, found in the music or told by a person.
struct Grid: TrackStage {
  static let mel = Input<Frames>("mel", "Power per mel band.")
  static let onset = Input<Frames>("onset", "Onset strength.")
  static let chroma = Input<Frames>("chroma", "Chroma, twelve pitch classes.")
  static let beats = Output<Events>("beats", "The beats, from the first sound to the last.")
  static let onsets = Output<Events>("onsets", "The starts of notes and strokes.")
  static let downbeats = Output<Events>("downbeats", "The beats that begin a bar.")
  static let tempo = Output<Number>("tempo", "Beats per minute of the whole track; 0 for silence.")
  static let meter = Output<Number>("meter", "Beats in a bar.")
  static let certainty = Output<Number>(
    "certainty", "How sure the bars are, metre and phase: the probability of the downbeats, 0 to 1.")

  static let fixedMeter = Parameter(
    "meter", default: Int?.none, in: 2...7, "The beats in a bar, if they are known; none is estimated.")
  static let file = Parameter<TrackFile?>(
    "file", default: try? TrackFile(.text("{track}.beats.csv"), unit: nil),
    "A table per track that takes the place of the analysis where it exists: rows time,bar or time,beat or time; "
      + "or one row bpm,offset,meter, of which the music gives the meter if it is left out.")

  static let declaration = StageDeclaration(
    id: "grid", revision: 3,
    doc: "Finds onsets, beats, and bars of two to seven beats with how sure they are; or reads them from a file.",
    source: "Beats: Ellis 2007; bars: a conditional logit model over harmony, bass, accents and what returns, see "
      + "MeterModel",
    inputs: [mel, onset, chroma], outputs: [beats, onsets, downbeats, tempo, meter, certainty],
    parameters: [fixedMeter, file], advanced: [OnsetPicking.delta] + OnsetPicking.advanced)

  /// The metre of most music, for what is too short or too silent to tell.
  private static let usualMeter = 4

  /// The bands, in Hz, and the frames a second that the weights of `MeterModel` were fitted to, by
  /// `Tests/Features/fit_grid.py`: those of `spectrum` and `mel` as they are by default, at 22.05 kHz.
  private static let fittedBands =
    MelFilterbank(bands: 128, in: 0...11_025, sampleRate: 22_050, transformLength: 2048).frequencies
  private static let fittedRate = 22_050.0 / 512

  private let picking: OnsetPicking
  private let settings: Settings

  init(_ settings: Settings) {
    picking = OnsetPicking(settings)
    self.settings = settings
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    let mel = try inputs[Self.mel]
    try RhythmRates.require(mel: mel, onset: inputs[Self.onset])
    let chroma = try inputs[Self.chroma]
    try chroma.require(.chroma)
    guard chroma.width == 12 else { throw Failure("takes 12 pitch classes, but is given \(chroma)") }
    try RhythmRates.require("chroma", chroma, asOften: "mel", mel)
    return FrameFormats()
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let mel = try inputs[Self.mel]
    let strength = try inputs[Self.onset].values()
    let sound = try GridSound(mel: mel, onset: strength, chroma: try inputs[Self.chroma].values())
    let written = try written(in: context)
    if written?.bars == nil, let warning = Self.warning(of: mel.format) { context.warn(warning) }
    let bars = try written?.bars ?? found(in: sound, on: written)

    var outputs = Artifacts()
    outputs[Self.beats] = Events(times: bars.beats)
    outputs[Self.onsets] = Events(
      times: picking.onsets(in: strength, on: mel.format.grid).map { mel.format.grid.time(of: $0) })
    outputs[Self.downbeats] = Events(times: bars.downbeats)
    outputs[Self.tempo] = Number(bars.tempo)
    outputs[Self.meter] = Number(Double(bars.meter))
    outputs[Self.certainty] = Number(bars.certainty)
    return outputs
  }

  /// Weights that were fitted to other frames still give bars, but wrong ones, and call them sure.
  private static func warning(of mel: FrameFormat) -> String? {
    let hasBands =
      mel.frequencies.count == fittedBands.count && zip(mel.frequencies, fittedBands).allSatisfy { abs($0 - $1) < 0.5 }
    guard !hasBands || abs(mel.rate - fittedRate) > 0.01 else { return nil }
    func words(_ bands: [Double], _ width: Int, _ rate: Double) -> String {
      let highest = bands.last.map { " up to \($0.rounded().text) Hz" } ?? ""
      return "\(width) mel bands\(highest), \(rate.fixed(2)) times a second"
    }
    return "beats, bars and how sure they are hold for \(words(fittedBands, fittedBands.count, fittedRate)), not for "
      + "\(words(mel.frequencies, mel.width, mel.rate)); give the stage spectrum, mel, onset and chroma of its own, as the "
      + "pipeline rhythm does"
  }

  /// What the track's file says, if there is one.
  private func written(in context: TrackContext) throws(Failure) -> BeatFile? {
    guard let file = settings[Self.file] else { return nil }
    let name = context.name(of: file)
    guard let bytes = try context.content(of: file) else {
      guard file.isOneFile else { return nil }
      throw Failure("there is no file \(name)", remedy: "correct the path; {track} in it would make it one per track")
    }
    let written = try BeatFile(bytes, name: name, duration: context.track.seconds, meter: settings[Self.fixedMeter])
    if let warning = written.warning { context.warn(warning) }
    return written
  }

  /// The bars of the music, over beats that are written or found.
  private func found(in sound: GridSound, on written: BeatFile?) throws -> Bars {
    let meter = settings[Self.fixedMeter]
    let known = written?.beats
    let silence = Bars(beats: known ?? [], downbeats: [], meter: meter ?? Self.usualMeter, certainty: 0)
    let rate = sound.grid.rate
    let given = known.map { times in (frames: times.map { $0 * rate }, tempo: silence.tempo) }
    guard let pulses = try given ?? sound.pulses(), pulses.frames.count > 1 else { return silence }
    let places = sound.places(between: pulses.frames)
    let downbeat = written?.downbeat.map { 2 * $0 }
    let choice = MeterModel.choice(
      in: sound.steps(at: places), pulseTempo: pulses.tempo, meter: meter, stepsPerBeat: known == nil ? nil : 2,
      downbeat: downbeat)
    let hypothesis =
      choice?.hypothesis
      ?? MeterHypothesis(stepsPerBeat: 2, beatsPerBar: meter ?? Self.usualMeter, downbeat: downbeat ?? 0)
    let times = places.map { $0 / rate }
    return Bars(
      beats: known ?? hypothesis.beats(of: times.count).map { times[$0] },
      downbeats: hypothesis.downbeats(of: times.count).map { times[$0] }, meter: hypothesis.beatsPerBar,
      certainty: choice?.certainty ?? 0,
      tempo: known == nil ? 2 * pulses.tempo / Double(hypothesis.stepsPerBeat) : nil)
  }
}
