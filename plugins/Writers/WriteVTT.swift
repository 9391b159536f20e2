import StageKit
import Shots

/// Writes the shots as captions: the type and, below it, the reason.
struct WriteVTT: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let document = Output<Document>("document", fileExtension: "vtt", "The captions.")

  static let declaration = StageDeclaration(
    id: "write.vtt", revision: 2,
    doc: "Writes the shots as captions, a cue per shot with its type and reason, for players and web pages.",
    source: "WebVTT (W3C)",
    inputs: [shots],
    outputs: [document])

  init(_ settings: Settings) {}

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let plan = try inputs[Self.shots]
    let cues = plan.shots.enumerated().map { index, shot in
      let start = CueTime.text(ofFrame: shot.inFrame, at: plan.rate)
      let end = CueTime.text(ofFrame: shot.outFrame, at: plan.rate)
      let lines = [shot.type] + (shot.reason.isEmpty ? [] : [shot.reason])
      return (["", "\(index + 1)", "\(start) --> \(end)"] + lines.map(Self.escaped)).map { "\($0)\n" }.joined()
    }
    var outputs = Artifacts()
    outputs[Self.document] = Document(text: "WEBVTT\n" + cues.joined())
    return outputs
  }

  /// Text on one line, without what a player reads as a tag or an arrow.
  private static func escaped(_ text: String) -> String {
    OneLine.text(text).replacingScalars(["&": "&amp;", "<": "&lt;", ">": "&gt;"])
  }
}
