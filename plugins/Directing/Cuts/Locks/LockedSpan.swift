import Shots

/// Frames of one type that a person has locked.
struct LockedSpan: Hashable {
  /// From the first frame to the one after the last.
  let frames: Range<Int>
  /// What is shown.
  let type: ShotType
}
