import Shots
import StageKit

/// A shot as an event of a timeline.
struct TimelineEvent: Sendable {
  /// The shot's number, from 1.
  let number: Int
  /// The shot.
  let shot: Shot
  /// The clip that plays, by its place among the timeline's clips; `nil` where no picture does.
  var clip: Int?
  /// The clip's frame that the event starts with, counted from the clip's first.
  var clipFrame: Int
  /// What is said of it.
  let notes: TimelineNotes

  /// The shot's type and number in ASCII, and who is shown: `XLS_001`, `CU_002 Ann`.
  var name: String { ShotName.name(of: shot.type, number: number, showing: shot.subject) }

  /// The shot's type, and who is shown, as markers have it: `XLS`, `CU: Ann`.
  var title: String { ShotName.title(of: shot.type, showing: shot.subject) }

  /// What is said of the shot, on a line: `P=0.87 RUNNER-UP=LS intro: establishing shot`, or the reason alone.
  var note: String { [certainty, reason].filter { !$0.isEmpty }.joined(separator: " ") }

  /// How sure the model is, where that is known and wanted: `P=0.87 RUNNER-UP=LS`.
  var certainty: String {
    guard notes == .full else { return "" }
    return [shot.probability.map { "P=\($0.fixed(2))" }, shot.runnerUp.map { "RUNNER-UP=\($0)" }]
      .compactMap(\.self).joined(separator: " ")
  }

  /// Why the shot is as it is, where that is wanted.
  var reason: String { notes == .none ? "" : shot.reason }
}
