import Shots
import StageKit

/// Marker text of Media Composer: user, timecode, track, colour, comment and length, between tabs.
public enum AvidMarkers {
  /// Who set the markers.
  private static let user = "songboard"
  /// Marker colours, by the markers' places among them.
  private static let colours = ["blue", "cyan", "green", "yellow", "red", "magenta"]

  /// The markers: one on a frame, at the first frame of what it names.
  public static func document(of list: MarkerList) -> Document {
    let lines = list.perFrame.map { markers in
      let comment = markers.names { $0.shot.map { "\($0.title) \($0.note)" } ?? $0.name }
      let fields = [
        user, list.timecode(markers[0].start).description, "V1", colours[markers[0].colour % colours.count],
        ASCIIText.line(comment), "1",
      ]
      return fields.joined(separator: "\t") + "\n"
    }
    return Document(text: lines.joined())
  }
}
