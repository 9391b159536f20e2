import Shots
import StageKit

/// The shortest and the longest shot, in frames.
///
/// Both hold in seconds: the shortest is rounded up to whole frames and the longest down, once. Only a track that is
/// itself shorter than the shortest shot breaks one, as a single shot.
struct ShotLimits {
  /// The track's length in frames.
  let frames: Int
  /// The shortest shot in frames, at least 1.
  let shortest: Int
  /// The longest shot in frames, at least twice the shortest less one, so that any length can be divided.
  let longest: Int

  /// Less than this, in seconds, is the rounding of a decimal number to a double, and no length.
  private static let rounding = 1e-9

  private init(frames: Int, shortest: Int, longest: Int) {
    self.frames = frames
    self.shortest = shortest
    self.longest = longest
  }

  /// The same limits for a stretch of some frames.
  func over(_ frames: Int) -> ShotLimits { ShotLimits(frames: frames, shortest: shortest, longest: longest) }

  /// Limits for a track whose length is given in seconds.
  ///
  /// - Parameter lengths: The lengths of shots that ``lengths(rate:shortest:longest:)`` allows.
  init(duration: Double, rate: FrameRate, lengths: ClosedRange<Int>) {
    frames = rate.frame(flooring: duration)
    shortest = lengths.lowerBound
    longest = lengths.upperBound
  }

  /// The lengths in frames that lie between two lengths in seconds.
  ///
  /// - Throws: ``Failure`` if shots of these lengths cannot divide every track: one frame more than the longest must
  ///   make two of the shortest.
  static func lengths(rate: FrameRate, shortest: Double, longest: Double) throws(Failure) -> ClosedRange<Int> {
    let first = rate.frames(atLeast: shortest)
    let last = rate.frame(flooring: longest + rounding)
    guard last >= 2 * first - 1 else {
      throw Failure(
        "longest (\(longest.text) s, \(last) frames at \(rate.rawValue)) is below twice shortest "
          + "(\(shortest.text) s, \(first) frames)",
        remedy: "such limits cannot divide every track; raise 'longest' or lower 'shortest'")
    }
    return first...last
  }

  /// Frames where a cut leaves room for a shot on either side; empty for a track of a single shot.
  func allowsCut(at frame: Int) -> Bool {
    frame >= shortest && frame <= frames - shortest
  }

  /// By border, in order: which earlier borders a shot that ends there may start at.
  func starts(of borders: [Int]) -> [Range<Int>] {
    guard frames >= shortest else { return borders.indices.map { $0 == borders.count - 1 && $0 > 0 ? 0..<1 : 0..<0 } }
    var first = 0
    var last = 0
    return borders.indices.map { end in
      while borders[end] - borders[first] > longest { first += 1 }
      while last < end, borders[end] - borders[last] >= shortest { last += 1 }
      return first..<max(first, last)
    }
  }

  /// Whether shots within the limits lead over some of the borders from the first to the last.
  func connects(_ borders: [Int]) -> Bool {
    let starts = starts(of: borders)
    var isReached = starts.map { _ in false }
    isReached[0] = true
    for (end, range) in starts.enumerated() where isReached[range].contains(true) { isReached[end] = true }
    return isReached.last ?? false
  }

  /// Cuts into equal shots, as few as the longest allows: a division that always holds both limits.
  var evenCuts: [Int] {
    let count = (frames + longest - 1) / longest
    return count < 2 ? [] : (1..<count).map { (2 * $0 * frames + count) / (2 * count) }
  }
}
