import Formats
import StageKit

/// Writes what was found in a track in the exchange format of music information retrieval.
struct WriteJAMS: TrackStage {
  static let beats = OptionalInput<Events>("beats", "Beats, for an annotation of the namespace beat.")
  static let downbeats = OptionalInput<Events>("downbeats", "The beats that begin a bar; they number the beats.")
  static let certainty = OptionalInput<Number>(
    "certainty", "How sure the downbeats are, from 0 to 1: the confidence of each beat's number.")
  static let onsets = OptionalInput<Events>("onsets", "Onsets, for an annotation of the namespace onset.")
  static let tempo = OptionalInput<Number>("tempo", "Beats per minute, for an annotation of the namespace tempo.")
  static let sections = OptionalInput<Events>(
    "sections", "Sections, for an annotation of the namespace segment_open.")
  static let document = Output<Document>("document", fileExtension: "jams", "The annotations, for jams.load.")

  static let declaration = StageDeclaration(
    id: "write.jams", revision: 3, namesProgram: true,
    doc: "Writes beats, onsets, tempo and sections as annotations in JAMS.",
    source: "JSON Annotated Music Specification 0.3.5 (Humphrey et al. 2014)",
    inputs: [beats, downbeats, certainty, onsets, tempo, sections],
    outputs: [document])

  init(_ settings: Settings) {}

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let downbeats = inputs[Self.downbeats]?.times ?? []
    let annotations = [
      try inputs[Self.beats].map { (beats) throws(Failure) in
        try JAMSAnnotation(beats: beats, downbeats: downbeats, certainty: inputs[Self.certainty])
      },
      inputs[Self.onsets].map { JAMSAnnotation(onsets: $0) },
      inputs[Self.tempo].map { JAMSAnnotation(tempo: $0, seconds: context.track.seconds) },
      inputs[Self.sections].map { JAMSAnnotation(sections: $0) },
    ].compactMap(\.self)
    guard !annotations.isEmpty else {
      throw Failure("there is nothing to write", remedy: "wire beats, onsets, tempo or sections to the stage")
    }
    let page = JSON.object([
      ("file_metadata", try Self.metadata(of: context.track)),
      ("annotations", .array(try annotations.map { try $0.json(in: context) })),
      ("sandbox", .object([])),
    ])
    var outputs = Artifacts()
    outputs[Self.document] = Document(text: page.page)
    return outputs
  }

  private static func metadata(of track: TrackInfo) throws(Failure) -> JSON {
    let name = FilePath.lastPart(of: track.name)
    return .object([
      ("title", .string(name)),
      ("artist", .string("")),
      ("release", .string("")),
      ("duration", try .number(track.seconds, named: "track's length")),
      ("identifiers", .object([("path", .string(track.path)), ("xxh3_128", .string(track.hash))])),
      ("jams_version", .string(JAMSAnnotation.version)),
    ])
  }
}
