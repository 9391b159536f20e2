import StageKit
import Shots

extension Source {
  /// The rate that all audio is brought to.
  static let rate = Parameter(
    "rate", elsewhere: ["sr"], default: SampleRate.hertz(22_050), unit: .hertz, in: 8000...192_000,
    "Sample rate that all audio is brought to; own is that of the first track's file.")

  /// What decodes the tracks.
  static let decoder = Parameter(
    "decoder", default: Decoder.auto,
    "What decodes: libsndfile, the ffmpeg program, or (auto) ffmpeg for what libsndfile cannot open.")

  /// Which of a file's audio tracks is heard.
  static let track = Parameter(
    "track", default: SoundTrack.first,
    "Which audio track of a file is heard: a number from 1, or a language such as deu.")

  /// What becomes of damaged tracks.
  static let damaged = Parameter(
    "damaged", default: Damaged.refuse,
    "Whether tracks that are cut short or damaged fail, or give documents of what can be decoded.")

  /// The frame rate of plans that do not say theirs.
  public static let frameRate = Parameter<FrameRate?>(
    "frame_rate", default: nil,
    "The frame rate of shot plans that do not say theirs, such as edit decision lists without one in their title.")

  /// The shot types of plans.
  public static let vocabulary = Parameter<SettingFile?>(
    "vocabulary", default: nil,
    "A YAML file with the types that clips' names in shot plans may mean, and a map of other names; by default those of the plan beside an edit, or the eight of concert films."
  )

  /// The parameters that are about audio; the others are about plans.
  static let ofAudio = [rate.name, decoder.name, damaged.name]

  /// The sound of songs.
  static let audio = Output<Samples>("audio", "The track's channels mixed to one, at the pipeline's rate.")

  /// What a shot plan in place of audio has.
  static let shots = Output<ShotPlan>("shots", "The plan's shots.")
  static let sections = Output<Events>("sections", "The song's sections as the plan lists them.")
  static let tempo = Output<Number>("tempo", "The song's beats per minute, if the plan has them.")

  /// The name of the port that gives a track's labels.
  public static let labelsPort = "labels"

  /// The labels of tracks, where the source names their files.
  static let labels = Output<TrackText>(labelsPort, "The track's labels as their author wrote them.")

  /// The source as a stage that takes nothing: its parameters are checked like any other's. What it gives depends on the
  /// pipeline: see ``outputs``.
  static let declaration = StageDeclaration(
    id: PortReference.source, revision: 2, doc: "The tracks of a run.", source: "The pipeline's `source`.", inputs: [],
    outputs: [], parameters: [rate, track, damaged, frameRate, vocabulary], advanced: [decoder])

  /// The ports that give what the source has.
  public var outputs: [any AnyOutput] {
    let rows: [any AnyOutput] =
      switch material {
      case .audio: [Self.audio]
      case .frames(let views): views.map { Output<Frames>($0.name, "Rows of the user's own.") }
      case .plans: [Self.shots, Self.sections, Self.tempo]
      }
    return rows + (labels == nil ? [] : [Self.labels])
  }

  /// The formats of the streams that the source gives, in the order of ``outputs``.
  public var formats: [(port: PortReference, format: FrameFormat)] {
    switch material {
    case .audio: [(PortReference(stage: PortReference.source, port: "audio"), .audio(sampleRate: sampleRate))]
    case .frames(let views):
      views.compactMap { view in
        view.format.map { (PortReference(stage: PortReference.source, port: view.name), $0) }
      }
    case .plans: []
    }
  }
}
