import Shots
import StageKit

/// A plan as markers for DaVinci Resolve: an edit list whose events are one frame long, each with a line that names the
/// marker's colour, name and length.
public enum ResolveMarkers {
  /// What markers name in place of a tape.
  private static let reel = "001"
  /// Marker colours, by the types' places in the vocabulary.
  private static let colours = [
    "Blue", "Cyan", "Green", "Yellow", "Red", "Pink", "Purple", "Fuchsia", "Rose", "Lavender", "Sky", "Mint", "Lemon",
    "Sand", "Cocoa", "Cream",
  ]

  /// The list; no two markers are on one frame, and none runs into the next.
  public static func document(of timeline: SongTimeline) -> Document {
    let plan = timeline.plan
    return EDLText.document(of: timeline.events, titled: timeline.name, at: plan.rate) { number, event in
      let first = plan.timecodes(of: event.shot).in
      let span = (in: first, out: Timecode(frame: first.frame + 1, rate: plan.rate))
      let type = ASCIIText.word(event.shot.type)
      let colour = colours[plan.place(of: event.shot.type) % colours.count]
      return [
        // Resolve itself ends the line with two spaces.
        EDLText.event(number, reel: reel, source: span, record: span) + "  ",
        " |C:ResolveColor\(colour) |M:\(type.isEmpty ? "SHOT" : type) |D:\(event.shot.frames)",
        "",
      ]
    }
  }
}
