import Learning
import Shots
import StageKit

/// `cues`: what the music does in each second, for plans whose types come from a network and not from the director.
struct Cues: TrackStage {
  static let mel = Input<Frames>("mel", "Power in mel bands.")
  static let onset = Input<Frames>("onset", "Onset strength.")
  static let cues = Output<Frames>(
    "cues",
    "Ranks from -1 to 1 of loudness, singing and attack; level in dB against the track's loud passages; notes per second."
  )
  static let silences = Output<Events>(
    "silences", "Where nothing sounds for 2 s or more, labelled silence, and where the last sound dies away, tail.")

  static let declaration = StageDeclaration(
    id: "cues",
    doc: "Measures how loud, how sung and how dense each second of a track is against the rest of it.",
    source:
      "Ranks: The rules of directing, in the manual. The level is the power of three seconds, with the 90th percentile of what sounds as 0 dB; "
      + "a silence is 60 dB, a tail 30 dB below it. Onsets are picked as in the stage beats",
    inputs: [mel, onset], outputs: [cues, silences], parameters: [])

  init(_ settings: Settings) {}

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    let mel = try inputs[Self.mel]
    try MusicCues.require(mel)
    try inputs[Self.onset].require(.onsetStrength)
    var outputs = FrameFormats()
    outputs[Self.cues] = .musicCues(sampleRate: mel.sampleRate)
    return outputs
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let mel = try inputs[Self.mel]
    let cues = try MusicCues(mel: mel, onset: try inputs[Self.onset], seconds: Seconds(of: context.track.seconds))
    var outputs = Artifacts()
    outputs[Self.cues] = cues.frames(sampleRate: mel.format.sampleRate)
    outputs[Self.silences] = Events(cues.silences)
    return outputs
  }
}
