import StageKit

/// Captions: a cue for each shot with its type and, below it, the reason, and for each event with its name. Source: WebVTT
/// (W3C).
public enum VTTCaptions {
  /// The captions. What is a moment is shown up to the next of its kind.
  public static func document(of list: MarkerList) -> Document {
    let cues = list.markers.enumerated().map { index, marker in
      let start = list.milliseconds(marker.start)
      let end = max(list.milliseconds(self.end(of: index, in: list)), start + 1)
      let reason = marker.shot?.shot.reason ?? ""
      let lines = [marker.name] + (reason.isEmpty ? [] : [reason])
      let times = [start, end].map { CueTime.text(milliseconds: $0) }.joined(separator: " --> ")
      return (["", "\(index + 1)", times] + lines.map(escaped)).map { "\($0)\n" }.joined()
    }
    return Document(text: "WEBVTT\n" + cues.joined())
  }

  private static func end(of index: Int, in list: MarkerList) -> MarkerList.Moment {
    let marker = list.markers[index]
    guard marker.isMoment else { return marker.end }
    let next = list.markers[(index + 1)...].first { $0.shot == nil && $0.stream == marker.stream }
    return next?.start ?? list.end
  }

  /// Text on one line, without what a player reads as a tag or an arrow.
  private static func escaped(_ text: String) -> String {
    OneLine.text(text).replacingScalars(["&": "&amp;", "<": "&lt;", ">": "&gt;"])
  }
}
