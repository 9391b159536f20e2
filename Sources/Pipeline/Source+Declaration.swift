import StageKit

extension Source {
  /// The rate that all audio is brought to.
  static let rate = Parameter(
    "rate", default: 22_050.0, unit: .hertz, in: 8000...192_000, "Sample rate that all audio is brought to.")

  /// What decodes the tracks.
  static let decoder = Parameter(
    "decoder", default: Decoder.auto,
    "What decodes: libsndfile, the ffmpeg program, or (auto) ffmpeg for what libsndfile cannot open.")

  /// What becomes of damaged tracks.
  static let damaged = Parameter(
    "damaged", default: Damaged.refuse,
    "Whether tracks that are cut short or damaged fail, or give documents of what can be decoded.")

  /// The source as a stage that takes nothing: its ports and parameters are wired and checked like any other's.
  static let declaration = StageDeclaration(
    id: PortReference.source, doc: "The tracks of a run.", source: "The pipeline's `source`.", inputs: [],
    outputs: [Output<Samples>("audio", "The track's channels mixed to one, at the pipeline's rate.")],
    parameters: [rate, decoder, damaged])

  /// The source that settings describe.
  init(audio: [String], settings: Settings) {
    self.init(
      audio: audio, sampleRate: settings[Self.rate], decoder: settings[Self.decoder], damaged: settings[Self.damaged])
  }
}
