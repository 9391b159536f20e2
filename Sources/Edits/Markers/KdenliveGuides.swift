import Formats
import StageKit

/// Guides of Kdenlive in JSON: position and duration in frames, comment, category.
public enum KdenliveGuides {
  /// The categories that a new project has.
  private static let categories = 9

  /// The guides, one on a frame.
  public static func document(of list: MarkerList) -> Document {
    let guides = list.perFrame.map { markers in
      JSON.object([
        ("pos", .integer(markers[0].start.frame)),
        ("comment", .string(markers.names(\.name))),
        ("type", .integer(markers[0].colour % categories)),
        ("duration", .integer(markers.frames)),
      ])
    }
    return Document(text: "[\n\(guides.map(\.line).joined(separator: ",\n"))\n]\n")
  }
}
