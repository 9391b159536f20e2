import StageKit
import Shots

/// A plan as markers for DaVinci Resolve: an edit list whose events are one frame long, each with a line that names the
/// marker's colour, name and length.
enum MarkerList {
  /// What markers name in place of a tape.
  private static let reel = "001"

  /// The list; no two markers are on one frame, and none runs into the next.
  static func document(of timeline: SongTimeline) -> Document {
    let plan = timeline.plan
    return EditList.document(of: timeline.events, titled: timeline.name, at: plan.rate) { number, event in
      let first = plan.timecodes(of: event.shot).in
      let span = (in: first, out: Timecode(frame: first.frame + 1, rate: plan.rate))
      let type = ASCIIText.word(event.shot.type)
      let colour = TypeColour.resolve(event.shot.type, in: plan)
      return [
        // Resolve itself ends the line with two spaces.
        EditList.event(number, reel: reel, source: span, record: span) + "  ",
        " |C:ResolveColor\(colour) |M:\(type.isEmpty ? "SHOT" : type) |D:\(event.shot.frames)",
        "",
      ]
    }
  }
}
