import StageKit
import Timeline

/// Compares the edits of one song.
public enum Agreement {
  /// What keeps an edit from being the same as another: the first thing that differs, in a sentence.
  ///
  /// Rates must be of one speed, and of one way to count timecode where both files state it; starts must be the same
  /// where both have one; and so must all cuts.
  public static func difference(between first: CutList, and second: CutList) -> String? {
    let isSameRate =
      first.statesDropFrame && second.statesDropFrame
      ? first.rate == second.rate : first.rate.isSameSpeed(as: second.rate)
    guard isSameRate else { return "the rate is \(second.rate.rawValue), not \(first.rate.rawValue)" }
    if let one = first.start, let other = second.start, one != other {
      return "the first timecode is frame \(other), not \(one)"
    }
    for (index, (one, other)) in zip(first.borders, second.borders).enumerated() where one != other {
      let what = index == min(first.cuts.count, second.cuts.count) ? "the end" : "cut \(index + 1)"
      return "\(what) is at frame \(other), not \(one)"
    }
    guard first.cuts.count == second.cuts.count else {
      return "there are \(second.cuts.count) shots, not \(first.cuts.count)"
    }
    return nil
  }
}
