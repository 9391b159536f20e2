import Shots
import StageKit

/// A plan as a label track of Audacity: start and end in seconds, and the label, between tabs.
public enum AudacityLabels {
  /// A microsecond, as Audacity itself writes.
  private static let decimals = 6

  /// The labels, one for each shot.
  public static func document(of plan: ShotPlan) -> Document {
    let lines = plan.shots.map { shot in
      let (start, end) = plan.seconds(of: shot)
      return "\(start.fixed(decimals))\t\(end.fixed(decimals))\t\(OneLine.text(shot.type))\n"
    }
    return Document(text: lines.joined())
  }
}
