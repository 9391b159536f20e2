import StageKit

/// The labels of frames from the shots of an edit.
///
/// A frame takes the type that covers most of it, nobody's knowledge being a type as well; ties go to the type that is seen
/// first. A frame that no shot covers (an edit may end a little before the sound) is as the end of the shot before it, or as
/// the first.
public enum FrameLabels {
  /// Differences of time below this, in seconds, are rounding.
  private static let rounding = 1e-9

  /// A frame's label.
  public struct Label: Sendable, Hashable {
    /// The column of its type; `nil` where nobody knows.
    public let type: Int?
    /// How much it counts: the mean over the part of the frame that is of its type.
    public let weight: Double
  }

  /// The label of each frame of a view.
  ///
  /// - Parameters:
  ///   - shots: In order of time, without overlap.
  ///   - frames: How many frames the view has.
  ///   - seconds: How long a frame is.
  /// - Throws: ``Failure`` if there is no shot.
  public static func labels(
    of shots: [LabelledShot], frames: Int, seconds: Double
  ) throws(Failure) -> [Label] {
    guard !shots.isEmpty else {
      throw Failure("there are no labelled shots", remedy: "give at least one row start,end,type")
    }
    var labels: [Label] = []
    labels.reserveCapacity(frames)
    var first = 0
    for frame in 0..<frames {
      let start = Double(frame) * seconds
      while first + 1 < shots.count, shots[first].end <= start + rounding { first += 1 }
      let label = longest(in: shots[first...], from: start, to: start + seconds)
      let nearest = shots[max(0, shots[first].start <= start ? first : first - 1)]
      labels.append(label ?? Label(type: nearest.type, weight: nearest.weight))
    }
    return labels
  }

  /// The type that is seen longest between two times; `nil` if none is seen.
  private static func longest(in shots: ArraySlice<LabelledShot>, from start: Double, to end: Double) -> Label? {
    var seen: [(type: Int?, seconds: Double, weight: Double)] = []
    for shot in shots {
      guard shot.start < end - rounding else { break }
      let length = min(end, shot.end) - max(start, shot.start)
      guard length > rounding else { continue }
      if let index = seen.firstIndex(where: { $0.type == shot.type }) {
        seen[index].seconds += length
        seen[index].weight += length * shot.weight
      } else {
        seen.append((shot.type, length, length * shot.weight))
      }
    }
    guard var best = seen.first else { return nil }
    for other in seen.dropFirst() where other.seconds > best.seconds + rounding { best = other }
    return Label(type: best.type, weight: best.weight / best.seconds)
  }
}
