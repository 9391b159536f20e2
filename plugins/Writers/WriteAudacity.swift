import StageKit
import Shots

/// Writes the shots as a label track.
struct WriteAudacity: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let document = Output<Document>("document", fileExtension: "labels.txt", "The labels, with tabs.")

  static let declaration = StageDeclaration(
    id: "write.audacity",
    doc: "Writes the shots as labels for Audacity: File, Import, Labels.",
    source: "Audacity label tracks: start and end in seconds, and the label, between tabs",
    inputs: [shots],
    outputs: [document])

  /// A microsecond, as Audacity itself writes.
  private static let decimals = 6

  init(_ settings: Settings) {}

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let plan = try inputs[Self.shots]
    let lines = plan.shots.map { shot in
      let (start, end) = plan.seconds(of: shot)
      return "\(start.fixed(Self.decimals))\t\(end.fixed(Self.decimals))\t\(OneLine.text(shot.type))\n"
    }
    var outputs = Artifacts()
    outputs[Self.document] = Document(text: lines.joined())
    return outputs
  }
}
