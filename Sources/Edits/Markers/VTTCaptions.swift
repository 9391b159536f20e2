import Shots
import StageKit

/// A plan as captions: a cue for each shot with its type and, below it, the reason. Source: WebVTT (W3C).
public enum VTTCaptions {
  /// The captions.
  public static func document(of plan: ShotPlan) -> Document {
    let cues = plan.shots.enumerated().map { index, shot in
      let start = CueTime.text(ofFrame: shot.inFrame, at: plan.rate)
      let end = CueTime.text(ofFrame: shot.outFrame, at: plan.rate)
      let lines = [shot.type] + (shot.reason.isEmpty ? [] : [shot.reason])
      return (["", "\(index + 1)", "\(start) --> \(end)"] + lines.map(escaped)).map { "\($0)\n" }.joined()
    }
    return Document(text: "WEBVTT\n" + cues.joined())
  }

  /// Text on one line, without what a player reads as a tag or an arrow.
  private static func escaped(_ text: String) -> String {
    OneLine.text(text).replacingScalars(["&": "&amp;", "<": "&lt;", ">": "&gt;"])
  }
}
