import Signal
import StageKit

/// Mel power and onset strength to onsets, beats, downbeats and tempo.
struct Beats: TrackStage {
  static let mel = Input<Frames>("mel", "Power per mel band.")
  static let onset = Input<Frames>("onset", "Onset strength.")
  static let beats = Output<Events>("beats", "The beats of the track.")
  static let onsets = Output<Events>("onsets", "The starts of notes and strokes.")
  static let tempo = Output<Number>("tempo", "Beats per minute of the whole track; 0 for silence.")
  static let downbeats = Output<Events>("downbeats", "The beats that begin a bar of four.")

  static let start = Parameter(
    "start_bpm", default: 120.0, unit: .beatsPerMinute, in: 20...319, "The tempo that is preferred in doubt.")
  static let tightness = Parameter(
    "tightness", default: 100.0, in: 0.1...10_000, "How closely the beats keep to the tempo.")
  static let trim = Parameter("trim", default: true, "Whether weak beats at both ends are dropped.")
  static let delta = Parameter(
    "delta", default: 0.07, in: 0...1,
    "How far an onset is above the mean around it, where the strength reaches from 0 to 1.")
  static let wait = Parameter(
    "wait", default: Int?.none, unit: .frames, in: 0...1000,
    "Frames after an onset in which there is no other; none is 30 ms.")

  static let declaration = StageDeclaration(
    id: "beats",
    doc: "Finds onsets, the tempo, and beats by dynamic programming; and bars of four beats.",
    source: "librosa 0.11.0, librosa.onset.onset_detect and librosa.beat.beat_track (Ellis 2007); bars: see Downbeats",
    inputs: [mel, onset], outputs: [beats, onsets, tempo, downbeats],
    parameters: [start, tightness, trim, delta, wait])

  private let start: Double
  private let tightness: Double
  private let trim: Bool
  private let delta: Double
  private let wait: Int?

  init(_ settings: Settings) throws(StageFailure) {
    start = settings[Self.start]
    tightness = settings[Self.tightness]
    trim = settings[Self.trim]
    delta = settings[Self.delta]
    wait = settings[Self.wait]
  }

  func formats(for inputs: FrameFormats) throws(StageFailure) -> FrameFormats {
    let mel = try inputs[Self.mel]
    let onset = try inputs[Self.onset]
    try mel.require(.melPower)
    try onset.require(.onsetStrength)
    guard mel.rate == onset.rate else {
      throw StageFailure(
        "mel has \(mel.rate.text) rows per second, onset \(onset.rate.text)", remedy: "make both from one spectrum")
    }
    return FrameFormats()
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let mel = try inputs[Self.mel]
    let strength = try inputs[Self.onset].values()
    let grid = mel.format.grid
    let envelopes = try Envelopes(mel: mel)

    let onsets = PeakPicker(onsetsOn: grid, delta: delta, wait: wait).onsets(in: strength)
    let tempo = try TempoEstimator(grid: grid, start: start).tempo(of: envelopes.median)
    let tracker = BeatTracker(tempo: tempo, grid: grid, tightness: tightness, trims: trim)
    let beats = tempo > 0 ? tracker.beats(in: envelopes.median) : []
    let accents = zip(strength, envelopes.low).map(+)
    let downbeats = Downbeats.choose(from: beats, accents: accents)

    var outputs = Artifacts()
    outputs[Self.beats] = Events(times: beats.map(grid.time))
    outputs[Self.onsets] = Events(times: onsets.map(grid.time))
    outputs[Self.tempo] = Number(tempo)
    outputs[Self.downbeats] = Events(times: downbeats.map(grid.time))
    return outputs
  }
}
