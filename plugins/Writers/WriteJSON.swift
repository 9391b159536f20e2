import Edits
import Formats
import StageKit
import Shots

/// Writes the shot plan as JSON: the source of truth, described by `Schemas/shots.schema.json`.
struct WriteJSON: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let sections = OptionalInput<Events>("sections", "The song's sections, listed beside the shots.")
  static let tempo = OptionalInput<Number>("tempo", "The song's tempo in beats per minute.")
  static let document = Output<Document>("document", fileExtension: "json", "The plan as JSON.")

  static let declaration = StageDeclaration(
    id: "write.json", revision: 2, namesProgram: true, namesMedia: true,
    doc: "Writes the shot plan as JSON with frames, seconds, types, probabilities and reasons: the source of truth.",
    source: "RFC 8259; fields by songboard's shots.schema.json",
    inputs: [shots, sections, tempo],
    outputs: [document])

  init(_ settings: Settings) {}

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let (track, sections) = (context.track, inputs[Self.sections]?.events ?? [])
    let song = MediaFile(songOf: track, at: context.places, in: nil).relativePath
    let document = PlanDocument(
      plan: try inputs[Self.shots].namingMedia(from: context.places.folder), sections: sections,
      tempo: inputs[Self.tempo]?.value, trackPath: track.path, seconds: track.seconds, trackHash: track.hash,
      songFile: song, channels: track.channels)
    let page = try document.json(madeBy: context.version, pipelineHash: context.pipelineHash).page
    var outputs = Artifacts()
    outputs[Self.document] = Document(text: page)
    return outputs
  }
}

/// What the shot plan as JSON looks like.
public enum ShotPlanSchema {
  /// The text of `Schemas/shots.schema.json`.
  public static let text = String(decoding: PackageResources.shots_schema_json, as: UTF8.self)
}

extension ShotPlan {
  /// The plan with the files of its clips as a document names them: relative to the document's folder.
  fileprivate func namingMedia(from folder: String?) throws(Failure) -> ShotPlan {
    var shots = shots
    for (index, shot) in shots.enumerated() {
      guard let source = shot.source else { continue }
      shots[index].source?.file = MediaFile(of: source, from: folder).relativePath
    }
    return try ShotPlan(shots, rate: rate, start: start.frame, types: types)
  }
}
