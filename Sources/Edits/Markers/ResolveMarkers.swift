import Shots
import StageKit

/// Markers for DaVinci Resolve: an edit list whose events are one frame long, each with a line that names the marker's
/// colour, name and length.
public enum ResolveMarkers {
  /// What markers name in place of a tape.
  private static let reel = "001"
  /// Marker colours, by the markers' places among them.
  private static let colours = [
    "Blue", "Cyan", "Green", "Yellow", "Red", "Pink", "Purple", "Fuchsia", "Rose", "Lavender", "Sky", "Mint", "Lemon",
    "Sand", "Cocoa", "Cream",
  ]

  /// The list; no two markers are on one frame, and none runs into the next.
  public static func document(of list: MarkerList) -> Document {
    EDLText.document(of: list.perFrame, titled: list.name, at: list.rate) { number, markers in
      let first = list.timecode(markers[0].start)
      let span = (in: first, out: Timecode(frame: first.frame + 1, rate: list.rate))
      let colour = colours[markers[0].colour % colours.count]
      return [
        // Resolve itself ends the line with two spaces.
        EDLText.event(number, reel: reel, source: span, record: span) + "  ",
        " |C:ResolveColor\(colour) |M:\(markers.names(name)) |D:\(max(markers.frames, 1))",
        "",
      ]
    }
  }

  /// A name without the bar that ends it.
  private static func name(_ marker: MarkerList.Marker) -> String {
    func line(_ text: String) -> String { ASCIIText.line(text.replacingScalars(["|": "/"])) }
    if let shot = marker.shot?.shot {
      let type = ASCIIText.word(shot.type)
      return ShotName.title(of: type.isEmpty ? "SHOT" : type, showing: shot.subject.map(line))
    }
    let name = line(marker.name)
    return name.isEmpty ? "MARK" : name
  }
}
