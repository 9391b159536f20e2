import Shots
import StageKit

/// A plan as marker text of Media Composer: user, timecode, track, colour, comment and length, between tabs.
public enum AvidMarkers {
  /// Who set the markers.
  private static let user = "songboard"
  /// Marker colours, by the types' places in the vocabulary.
  private static let colours = ["blue", "cyan", "green", "yellow", "red", "magenta"]

  /// The markers, one at each shot's first frame.
  public static func document(of timeline: SongTimeline) -> Document {
    let plan = timeline.plan
    let lines = timeline.events.map { event in
      let fields = [
        user, plan.timecodes(of: event.shot).in.description, "V1",
        colours[plan.place(of: event.shot.type) % colours.count],
        ASCIIText.line("\(event.shot.type) \(event.note)"), "1",
      ]
      return fields.joined(separator: "\t") + "\n"
    }
    return Document(text: lines.joined())
  }
}
