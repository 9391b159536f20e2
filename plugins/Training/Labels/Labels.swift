import Edits
import Learning
import Shots
import StageKit

/// `labels`: the shots of a person's edit, to learn from and to be scored against.
struct Labels: TrackStage {
  static let labels = Input<TrackText>(
    "labels", "The track's labels: a table, a shot plan, or an edit whose clips are named by type.")
  static let truth = Output<ShotLabels>(
    "truth", "The labelled shots from the start to the end of the track, with their vocabulary; nothing if unlabelled.")
  static let edit = Output<Events>("edit", "The same shots with the type as label, to be written.")

  static let vocabulary = Parameter<SettingFile?>(
    "vocabulary", default: nil,
    "A YAML file with types, their scale from near to far, and a map of other names; by default the eight of concert films."
  )
  static let rate = Parameter<FrameRate?>(
    "rate", default: nil,
    "The rate of edit decision lists and of tables of frames alone; by default the one that a list's title ends with.")
  static let start = Parameter<String?>(
    "start", default: nil,
    "The timecode of an edit at which the song starts; by default that of its first frame, or of a list's first event.")
  static let confidence = Parameter(
    "confidence", default: 0.0, in: 0...1,
    "Types of a table that are less sure than this count as unknown, as do those written `?`: nothing is learned from them, "
      + "and nothing is scored against them.")
  static let weights = Parameter(
    "weights", default: LabelWeights.confidence,
    "How much a label counts in the loss of networks: as its confidence says, 1 where a table has no such column, or all as "
      + "much.")

  static let declaration = StageDeclaration(
    id: "labels", revision: 7,
    doc: "Reads the shots of a person's edit: a table of start, end and type, a shot plan, or a timeline of an editor.",
    source: "Lin et al., ACM MM 2020: one label per second; CMX 3600, OpenTimelineIO, FCP7 XML, FCPXML, MLT",
    inputs: [labels], outputs: [truth, edit], parameters: [vocabulary, rate, start, confidence],
    advanced: [weights])

  private let vocabulary: Vocabulary
  private let rate: FrameRate?
  private let start: String?
  private let confidence: Double
  private let weights: LabelWeights

  init(_ settings: Settings) throws(Failure) {
    vocabulary = try VocabularyFile.vocabulary(of: settings[Self.vocabulary])
    rate = settings[Self.rate]
    start = settings[Self.start]
    confidence = settings[Self.confidence]
    weights = settings[Self.weights]
    if let start, let rate { _ = try Timecode(start, rate: rate) }
  }

  func formats(for inputs: FrameFormats) -> FrameFormats {
    var outputs = FrameFormats()
    outputs[Self.truth] = ShotLabels.format(in: vocabulary)
    return outputs
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let text = try inputs[Self.labels]
    guard let bytes = text.bytes else {
      guard context.track.part == .unlabelled else {
        throw Failure(
          "no labels for this track of the \(context.track.part.rawValue) part: there is no file \(text.path)",
          remedy: "write it, leave the song out, or list it under `unlabelled` of the pipeline's `source`")
      }
      return Artifacts()
    }
    let duration = context.track.seconds
    let edit = try LabelledEdit(
      try shots(in: bytes, path: text.path, in: context), path: text.path, vocabulary: vocabulary, duration: duration,
      confidence: confidence, isWeighted: weights == .confidence)
    var outputs = Artifacts()
    outputs[Self.truth] = try ShotLabels(edit.shots, in: vocabulary)
    outputs[Self.edit] = Events(
      edit.shots.map {
        Event(from: $0.start, to: $0.end, label: $0.type.map { vocabulary.types[$0] } ?? Vocabulary.unknown)
      })
    return outputs
  }

  /// The shots of the file, in any format; what has another ending is a table.
  private func shots(in bytes: [UInt8], path: String, in context: TrackContext) throws(Failure) -> [WrittenShot] {
    let format = (try? CutFormat(path: path)) ?? .csv
    var findings = Diagnostics(file: path)
    let shots = try WrittenShot.shots(in: bytes, format: format, rate: rate, start: start, findings: &findings)
    try findings.check()
    for finding in findings.sorted { context.warn(finding.description) }
    return shots
  }
}

/// How much labels count in the loss of networks.
enum LabelWeights: String, Choice {
  /// As sure as they are.
  case confidence
  /// All as much.
  case equal
}
