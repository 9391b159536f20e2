import StageKit

/// A label track of Audacity: start and end in seconds, and the label, between tabs.
public enum AudacityLabels {
  /// A microsecond, as Audacity itself writes.
  private static let decimals = 6

  /// The labels.
  public static func document(of list: MarkerList) -> Document {
    let lines = list.markers.map { marker in
      let (start, end) = (marker.start.seconds, marker.end.seconds)
      return "\(start.fixed(decimals))\t\(end.fixed(decimals))\t\(OneLine.text(marker.name))\n"
    }
    return Document(text: lines.joined())
  }
}
