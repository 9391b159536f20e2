import StageKit
import Shots

/// A shot plan as a table, a row per shot.
enum ShotTable {
  private static let columns = [
    "shot", "in", "out", "timecode_in", "timecode_out", "start", "end", "length", "type", "probability", "runner_up",
    "section", "reason", "locked",
  ]

  /// The table; each shot names the section at its middle.
  static func document(_ plan: ShotPlan, sections: [Event]) -> Document {
    let rows = plan.shots.enumerated().map { row($0 + 1, $1, of: plan, sections: sections) }
    return Document(text: ([columns] + rows).map(CSVRow.line).joined())
  }

  private static func row(_ number: Int, _ shot: Shot, of plan: ShotPlan, sections: [Event]) -> [String] {
    let seconds = plan.seconds(of: shot)
    let timecodes = plan.timecodes(of: shot)
    return [
      String(number), String(shot.inFrame), String(shot.outFrame),
      timecodes.in.description, timecodes.out.description,
      seconds.start.fixed(3), seconds.end.fixed(3), (seconds.end - seconds.start).fixed(3),
      CSVRow.field(shot.type), shot.probability.fixed(3), CSVRow.field(shot.runnerUp ?? ""),
      CSVRow.field(plan.section(of: shot, among: sections)), CSVRow.field(shot.reason), String(shot.isLocked),
    ]
  }
}
