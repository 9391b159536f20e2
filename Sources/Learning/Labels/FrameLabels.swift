import StageKit

/// The labels of frames from the shots of an edit.
///
/// A frame takes the type that covers most of it; ties go to the type that is seen first. A frame that no shot covers (an
/// edit may end a little before the sound) takes the type of the shot before it, or else of the first.
public enum FrameLabels {
  /// Differences of time below this, in seconds, are rounding.
  private static let rounding = 1e-9

  /// The type of each frame of a view.
  ///
  /// - Parameters:
  ///   - shots: In order of time, without overlap.
  ///   - frames: How many frames the view has.
  ///   - seconds: How long a frame is.
  /// - Throws: ``Failure`` if there is no shot.
  public static func labels(
    of shots: [LabelledShot], frames: Int, seconds: Double
  ) throws(Failure) -> [Int] {
    guard !shots.isEmpty else {
      throw Failure("there are no labelled shots", remedy: "give at least one row start,end,type")
    }
    var labels: [Int] = []
    labels.reserveCapacity(frames)
    var first = 0
    for frame in 0..<frames {
      let start = Double(frame) * seconds
      while first + 1 < shots.count, shots[first].end <= start + rounding { first += 1 }
      let label = longest(in: shots[first...], from: start, to: start + seconds)
      labels.append(label ?? shots[max(0, shots[first].start <= start ? first : first - 1)].type)
    }
    return labels
  }

  /// The type that is seen longest between two times; `nil` if none is seen.
  private static func longest(in shots: ArraySlice<LabelledShot>, from start: Double, to end: Double) -> Int? {
    var seen: [(type: Int, seconds: Double)] = []
    for shot in shots {
      guard shot.start < end - rounding else { break }
      let length = min(end, shot.end) - max(start, shot.start)
      guard length > rounding else { continue }
      if let index = seen.firstIndex(where: { $0.type == shot.type }) {
        seen[index].seconds += length
      } else {
        seen.append((shot.type, length))
      }
    }
    guard var best = seen.first else { return nil }
    for other in seen.dropFirst() where other.seconds > best.seconds + rounding { best = other }
    return best.type
  }
}
