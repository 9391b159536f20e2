import StageKit
import Shots

/// Compares the edits of one song.
public enum Agreement {
  /// What keeps an edit from being the same as another: the first thing that differs, in a sentence.
  ///
  /// Rates must be of one speed, and of one way to count timecode where both files state it; starts must be the same
  /// where both have one; and so must all cuts. Where one file leaves a hole, the other must say that nothing plays, by as
  /// many gaps as it likes; an edit decision list also leaves out what it has no picture for at the start and the end.
  public static func difference(between first: CutList, and second: CutList) -> String? {
    let isSameRate =
      first.statesDropFrame && second.statesDropFrame
      ? first.rate == second.rate : first.rate.isSameSpeed(as: second.rate)
    guard isSameRate else { return "the rate is \(second.rate.rawValue), not \(first.rate.rawValue)" }
    let (first, second) = (placed(first, beside: second), placed(second, beside: first))
    if let one = first.start, let other = second.start, one != other {
      return "the first timecode is frame \(other), not \(one)"
    }
    for (list, other, sentence) in [
      (second, first, "there is no picture from frame"), (first, second, "there is a picture from frame"),
    ] {
      if let hole = list.cuts.first(where: { $0.picture == .hole && !other.hasGap($0.inFrame..<$0.outFrame) }) {
        return "\(sentence) \(hole.inFrame) to \(hole.outFrame)"
      }
    }
    func isSaid(_ border: Int) -> Bool { !first.hasHole(around: border) && !second.hasHole(around: border) }
    let (ones, others) = (first.borders.filter(isSaid), second.borders.filter(isSaid))
    for (index, (one, other)) in zip(ones, others).enumerated() where one != other {
      let what = index == min(ones.count, others.count) - 1 ? "the end" : "cut \(index + 1)"
      return "\(what) is at frame \(other), not \(one)"
    }
    guard ones.count == others.count else { return "there are \(others.count - 1) shots, not \(ones.count - 1)" }
    return nil
  }

  /// An edit decision list, which can only say where its pictures start and end, as a part of the other edit.
  private static func placed(_ list: CutList, beside other: CutList) -> CutList {
    guard list.format == .edl, list.cuts.first?.isGap == false, let start = list.start else { return list }
    let lead = other.cuts.first { !$0.isGap }?.inFrame ?? 0
    let otherStart = other.start ?? start - lead
    let placed = list.within(
      start: min(start, otherStart), frames: max(start - otherStart + list.frames, other.frames))
    // Where the other has a picture, the list is only shorter.
    let isWhole = placed.cuts.allSatisfy { $0.picture != .hole || other.hasGap($0.inFrame..<$0.outFrame) }
    return isWhole ? placed : list
  }
}

/// Lists are long: cuts that follow each other are searched by halves.
extension CutList {
  /// Whether no picture plays in a stretch of frames.
  fileprivate func hasGap(_ stretch: Range<Int>) -> Bool {
    cuts[place(ofCutBehind: stretch.lowerBound)...].prefix { $0.inFrame < stretch.upperBound }.allSatisfy(\.isGap)
  }

  /// Whether the file says nothing of the frames on both sides of a border.
  fileprivate func hasHole(around border: Int) -> Bool {
    let place = place(ofCutBehind: border)
    return place < cuts.count && cuts[place].picture == .hole && cuts[place].inFrame < border
  }

  /// The place of the first cut that ends behind a frame.
  private func place(ofCutBehind frame: Int) -> Int {
    var places = cuts.startIndex..<cuts.endIndex
    while !places.isEmpty {
      let middle = places.lowerBound + places.count / 2
      places = cuts[middle].outFrame > frame ? places.lowerBound..<middle : middle + 1..<places.upperBound
    }
    return places.lowerBound
  }
}
