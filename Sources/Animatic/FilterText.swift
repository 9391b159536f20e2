import StageKit

/// Text within ffmpeg's filter graphs. Source: ffmpeg-filters, "Notes on filtergraph escaping".
enum FilterText {
  /// A filter option's value: escaped once for the option, and then for the graph.
  static func escaped(_ text: String) -> String {
    escaped(escaped(text, ["\\", "'", ":"]), ["\\", "'", "[", "]", ",", ";"])
  }

  private static func escaped(_ text: String, _ special: [Unicode.Scalar]) -> String {
    text.replacingScalars(Dictionary(uniqueKeysWithValues: special.map { ($0, "\\\($0)") }))
  }
}
