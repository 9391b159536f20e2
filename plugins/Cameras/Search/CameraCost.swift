/// What a choice of cameras costs: compared by what is missing first, then by what was hurried and what was forced, then
/// by taste.
///
/// Whole numbers, so that sums are exact in any order and ties are ties.
struct CameraCost: Comparable, Hashable {
  /// Frames that no camera covers.
  var missing = 0
  /// Changes from a camera that was held less than the shortest time.
  var hurried = 0
  /// Cuts from a locked-off camera to itself.
  var forced = 0
  /// The weights of all else, in millionths.
  var weight = 0

  static let zero = CameraCost()

  static func + (a: CameraCost, b: CameraCost) -> CameraCost {
    CameraCost(
      missing: a.missing + b.missing, hurried: a.hurried + b.hurried, forced: a.forced + b.forced,
      weight: a.weight + b.weight)
  }

  static func < (a: CameraCost, b: CameraCost) -> Bool {
    (a.missing, a.hurried, a.forced, a.weight) < (b.missing, b.hurried, b.forced, b.weight)
  }
}
