import StageKit
import Timeline

/// The shortest and the longest shot, in frames.
///
/// Both limits are rounded to the nearest frame, once, and hold exactly in the plan's frames. Only a track that is itself
/// shorter than the shortest shot breaks one, as a single shot.
struct ShotLimits {
  /// The track's length in frames.
  let frames: Int
  /// The shortest shot in frames, at least 1.
  let shortest: Int
  /// The longest shot in frames, at least twice the shortest less one, so that any length can be divided.
  let longest: Int

  /// Limits for a track.
  init(duration: Double, rate: FrameRate, shortest: Double, longest: Double) {
    frames = rate.frame(flooring: duration)
    self.shortest = max(1, rate.frame(rounding: shortest))
    self.longest = max(rate.frame(rounding: longest), 2 * self.shortest - 1)
  }

  /// Frames where a cut leaves room for a shot on either side; empty for a track of a single shot.
  func allowsCut(at frame: Int) -> Bool {
    frame >= shortest && frame <= frames - shortest
  }

  /// By border, in order: which earlier borders a shot that ends there may start at.
  func starts(of borders: [Int]) -> [Range<Int>] {
    guard frames >= shortest else { return borders.indices.map { $0 == 0 ? 0..<0 : 0..<1 } }
    var first = 0
    var last = 0
    return borders.indices.map { end in
      while borders[end] - borders[first] > longest { first += 1 }
      while last < end, borders[end] - borders[last] >= shortest { last += 1 }
      return first..<max(first, last)
    }
  }

  /// Cuts into equal shots, as few as the longest allows: a division that always holds both limits.
  var evenCuts: [Int] {
    let count = (frames + longest - 1) / longest
    return count < 2 ? [] : (1..<count).map { (2 * $0 * frames + count) / (2 * count) }
  }
}
