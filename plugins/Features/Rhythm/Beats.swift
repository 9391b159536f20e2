import Signal
import StageKit

/// Mel power and onset strength to onsets, beats, downbeats and tempo.
struct Beats: TrackStage {
  /// What tempo and beats are found in.
  enum Envelope: String, Choice {
    /// The median rise of the mel bands.
    case median
    /// The onset strength on the input.
    case onset
  }

  static let mel = Input<Frames>("mel", "Power per mel band.")
  static let onset = Input<Frames>("onset", "Onset strength.")
  static let beats = Output<Events>("beats", "The beats of the track.")
  static let onsets = Output<Events>("onsets", "The starts of notes and strokes.")
  static let tempo = Output<Number>("tempo", "Beats per minute of the whole track; 0 for silence.")
  static let downbeats = Output<Events>("downbeats", "The beats that begin a bar of four.")

  static let tightness = Parameter(
    "tightness", default: 100.0, in: 0.1...10_000, "How closely the beats keep to the tempo.")
  static let trim = Parameter("trim", default: true, "Whether weak beats at both ends are dropped.")
  static let envelope = Parameter(
    "envelope", default: Envelope.median,
    "What tempo and beats are found in: the median rise of the mel bands, as librosa's, or the onset strength given.")
  static let latency = Parameter(
    "latency", default: 0.0, unit: .seconds, in: 0...1,
    "How much later strength rises than a sound begins; taken off the times of onsets, beats and downbeats.")

  static let declaration = StageDeclaration(
    id: "beats",
    doc: "Finds onsets, the tempo, and beats by dynamic programming; and bars of four beats.",
    source:
      "librosa 0.11.0, librosa.onset.onset_detect, librosa.feature.tempo and librosa.beat.beat_track (Ellis 2007); "
      + "bars: see Downbeats",
    inputs: [mel, onset], outputs: [beats, onsets, tempo, downbeats],
    parameters: TempoFinding.basic + [tightness, OnsetPicking.delta],
    advanced: TempoFinding.advanced + [trim, envelope, latency] + OnsetPicking.advanced)

  private let picking: OnsetPicking
  private let finding: TempoFinding
  private let tightness: Double
  private let trim: Bool
  private let envelope: Envelope
  private let latency: Double

  init(_ settings: Settings) throws(Failure) {
    picking = OnsetPicking(settings)
    finding = try TempoFinding(settings)
    tightness = settings[Self.tightness]
    trim = settings[Self.trim]
    envelope = settings[Self.envelope]
    latency = settings[Self.latency]
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    try RhythmRates.require(mel: inputs[Self.mel], onset: inputs[Self.onset])
    return FrameFormats()
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let mel = try inputs[Self.mel]
    let strength = try inputs[Self.onset].values()
    let grid = mel.format.grid
    let envelopes = try Envelopes(mel: mel)

    let envelope = envelope == .median ? envelopes.median : strength

    let onsets = picking.onsets(in: strength, on: grid)
    let tempo = try finding.tempo(of: envelope, on: grid)
    let tracker = BeatTracker(tempo: tempo, grid: grid, tightness: tightness, trims: trim)
    let beats = tempo > 0 ? tracker.beats(in: envelope) : []
    let accents = zip(strength, envelopes.low).map(+)
    let downbeats = Downbeats.choose(from: beats, accents: accents)

    var outputs = Artifacts()
    outputs[Self.beats] = events(at: beats, on: grid)
    outputs[Self.onsets] = events(at: onsets, on: grid)
    outputs[Self.tempo] = Number(tempo)
    outputs[Self.downbeats] = events(at: downbeats, on: grid)
    return outputs
  }

  private func events(at frames: [Int], on grid: FrameGrid) -> Events {
    Events(times: frames.map { max(0, grid.time(of: $0) - latency) })
  }
}
