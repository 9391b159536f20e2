import Shots
import StageKit

/// A shot as an event of a timeline.
struct TimelineEvent: Sendable {
  /// The shot's number, from 1.
  let number: Int
  /// The shot.
  let shot: Shot
  /// The clip that plays, by its place among the timeline's clips; `nil` where no picture does.
  let clip: Int?
  /// The clip's frame that the event starts with, counted from the clip's first.
  let clipFrame: Int

  /// The shot's type and number in ASCII: `XLS_001`.
  var name: String { ShotName.name(of: shot.type, number: number) }

  /// How sure the model is, and why: `P=0.87 RUNNER-UP=LS intro: establishing shot`.
  var note: String {
    let words = [
      shot.probability.map { "P=\($0.fixed(2))" }, shot.runnerUp.map { "RUNNER-UP=\($0)" }, shot.reason,
    ]
    return words.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
