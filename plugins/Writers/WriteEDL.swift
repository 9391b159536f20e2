import StageKit
import Timeline

/// Writes the shot plan as an edit decision list that editors open as a storyboard timeline.
///
/// A song has no pictures, so all events point at one card clip whose timecode runs with the record timecode. A list
/// holds 999 events; further shots go to a second list, and so on, whose record timecodes go on.
struct WriteEDL: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let document = Output<Document>("document", fileExtension: "edl", "The edit decision list.")
  static let reel = Parameter(
    "reel", default: ReelName.cards,
    "The reel of the card clip that all events point at, of 1 to 8 capitals, digits and underscores.")

  static let declaration = StageDeclaration(
    id: "write.edl",
    doc: "Writes the shot plan as an edit decision list of cuts that editors open as a storyboard timeline.",
    source: "CMX 3600, in fixed columns; timecode by SMPTE ST 12-1",
    inputs: [shots],
    outputs: [document],
    parameters: [reel])

  /// Event numbers have three digits: what one list holds.
  private static let mostEvents = 999
  /// What readers with fixed lines show of a title.
  private static let longestTitle = 60

  private let reel: String

  init(_ settings: Settings) {
    reel = settings[Self.reel].text
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let plan = try inputs[Self.shots]
    try check(plan)
    let lists = stride(from: 0, to: plan.shots.count, by: Self.mostEvents).map { first in
      list(of: plan.shots[first..<min(first + Self.mostEvents, plan.shots.count)], of: plan, for: context.track)
    }
    var outputs = Artifacts()
    outputs[Self.document] = Document(
      text: lists.first ?? "", continuations: lists.dropFirst().map { Document(text: $0) })
    return outputs
  }

  /// One list, with events numbered from 1.
  private func list(of shots: ArraySlice<Shot>, of plan: ShotPlan, for track: TrackInfo) -> String {
    let head = [
      "TITLE: \(title(of: track)) \(plan.rate.rawValue.uppercased())",
      "FCM: \(plan.rate.isDropFrame ? "DROP FRAME" : "NON-DROP FRAME")",
      "",
    ]
    let events = shots.enumerated().flatMap { event($0 + 1, $1, of: plan) }
    return (head + events).map { "\($0)\n" }.joined()
  }

  private func check(_ plan: ShotPlan) throws(StageFailure) {
    guard plan.start.frame + plan.frames <= Timecode.framesPerDay(at: plan.rate) else {
      throw StageFailure(
        "the plan starts at \(plan.start) and runs past midnight, which edit lists cannot say",
        remedy: "let it start earlier")
    }
  }

  /// The last part of the track's name in capitals.
  private func title(of track: TrackInfo) -> String {
    let name = track.name.split(separator: "/").last.map(String.init) ?? ""
    let title = ASCIIText.line(name).uppercased().prefix(Self.longestTitle)
    return title.isEmpty ? "UNTITLED" : String(title)
  }

  /// The event's line and its notes. The columns are 1 event, 6 reel, 15 channel, 21 transition, and at 30, 42, 54 and
  /// 66 the timecodes; some readers count from the right end.
  private func event(_ index: Int, _ shot: Shot, of plan: ShotPlan) -> [String] {
    let number = String(repeating: "0", count: 3 - String(index).count) + String(index)
    let timecodes = plan.timecodes(of: shot)
    let span = "\(timecodes.in) \(timecodes.out)"
    let padding = String(repeating: " ", count: 8 - reel.count)
    let type = ASCIIText.word(shot.type)
    let runnerUp = shot.runnerUp.map { " RUNNER-UP=\(ASCIIText.word($0))" } ?? ""
    let reason = ASCIIText.line(shot.reason)
    return [
      "\(number)  \(reel)\(padding) V     C        \(span) \(span)",
      "* FROM CLIP NAME: \(type.isEmpty ? "SHOT" : type)_\(number)",
      "* COMMENT: P=\(shot.probability.fixed(2))\(runnerUp)",
    ] + (reason.isEmpty ? [] : ["* COMMENT: \(reason)"])
  }
}
