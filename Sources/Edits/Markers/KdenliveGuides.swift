import Formats
import StageKit

/// Guides of Kdenlive in JSON: position and duration in frames, comment, category.
public enum KdenliveGuides {
  /// The categories that a new project has.
  private static let categories = 9

  /// The guides as a file of their own.
  public static func document(of list: MarkerList) -> Document {
    Document(text: "[\n\(guides(of: list).map(\.line).joined(separator: ",\n"))\n]\n")
  }

  /// The guides, one on a frame.
  static func guides(of list: MarkerList) -> [JSON] {
    list.perFrame.map { markers in
      JSON.object([
        ("pos", .integer(markers[0].start.frame)),
        ("comment", .string(markers.names(\.name))),
        ("type", .integer(markers[0].colour % categories)),
        ("duration", .integer(markers.frames)),
      ])
    }
  }
}
