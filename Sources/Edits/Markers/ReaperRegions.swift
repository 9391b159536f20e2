import Formats
import Shots
import StageKit

/// A plan as Reaper's table of regions: number, name, start, end and length.
public enum ReaperRegions {
  /// The regions, one for each shot.
  public static func document(of plan: ShotPlan) -> Document {
    let rows = plan.shots.enumerated().map { index, shot in
      let start = CueTime.milliseconds(ofFrame: shot.inFrame, at: plan.rate)
      let end = CueTime.milliseconds(ofFrame: shot.outFrame, at: plan.rate)
      let times = [start, end, end - start].map { CueTime.text(milliseconds: $0) }
      return CSV.line(["R\(index + 1)", CSV.field(OneLine.text(shot.type))] + times)
    }
    return Document(text: CSV.line(["#", "Name", "Start", "End", "Length"]) + rows.joined())
  }
}
