/// Gives shots that are too short for a frame to their neighbours, from the first to the last.
struct ShotMerger {
  private var kept: [TimedShot] = []
  /// Whether a shot vanished between the last kept one and the one that comes next.
  private var hasMerged = false

  /// The shots that have a frame on a grid; they cover the same time.
  ///
  /// - Parameter shots: At least one frame altogether, each ending where the next one starts.
  static func merge(_ shots: [TimedShot], on grid: FrameGrid) -> [TimedShot] {
    var merger = ShotMerger()
    var shots = shots
    for index in shots.indices {
      let shot = shots[index]
      let next = index + 1 < shots.count ? shots[index + 1] : nil
      if !grid.isTooShort(shot) {
        merger.keep(shot)
      } else if merger.takesShot(before: next) {
        merger.extend(to: shot.end)
      } else if next != nil {
        shots[index + 1].start = shot.start
        merger.hasMerged = true
      } else {
        merger.keep(shot)
      }
    }
    return merger.kept
  }

  /// Whether a too short shot goes to the last kept one, and not to the next.
  private func takesShot(before next: TimedShot?) -> Bool {
    guard let last = kept.last else { return false }
    guard let next else { return true }
    return last.isLocked == next.isLocked ? last.seconds >= next.seconds : next.isLocked
  }

  private mutating func extend(to end: Double) {
    kept[kept.count - 1].end = end
    hasMerged = true
  }

  /// Adds a shot, or joins it to the last one if only a vanished shot stood between two of a type.
  private mutating func keep(_ shot: TimedShot) {
    defer { hasMerged = false }
    guard hasMerged, let last = kept.last, last.type == shot.type, !last.isLocked, !shot.isLocked else {
      kept.append(shot)
      return
    }
    var joined = last.seconds >= shot.seconds ? last : shot
    joined.start = last.start
    joined.end = shot.end
    kept[kept.count - 1] = joined
  }
}
