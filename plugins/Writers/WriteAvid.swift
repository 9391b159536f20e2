import StageKit
import Shots

/// Writes the shots as markers that Media Composer reads.
struct WriteAvid: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let document = Output<Document>("document", fileExtension: "avid.txt", "The markers as a table with tabs.")

  static let declaration = StageDeclaration(
    id: "write.avid",
    doc: "Writes the shots as marker text for Media Composer: Markers window, Import Markers.",
    source: "Avid marker text: user, timecode, track, colour, comment and length, between tabs",
    inputs: [shots],
    outputs: [document])

  /// Who set the markers.
  private static let user = "songboard"

  init(_ settings: Settings) {}

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let timeline = try SongTimeline(inputs[Self.shots], of: context.track, mode: .markers)
    let lines = timeline.events.map { event in
      let comment = "\(event.shot.type) \(event.note)"
      let fields = [
        Self.user, timeline.plan.timecodes(of: event.shot).in.description, "V1",
        TypeColour.avid(event.shot.type, in: timeline.plan), ASCIIText.line(comment), "1",
      ]
      return fields.joined(separator: "\t") + "\n"
    }
    var outputs = Artifacts()
    outputs[Self.document] = Document(text: lines.joined())
    return outputs
  }
}
