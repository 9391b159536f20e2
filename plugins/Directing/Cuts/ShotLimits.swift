import Shots
import StageKit

/// The shortest and the longest shot, in frames.
///
/// Both hold in seconds: the shortest is rounded up to whole frames and the longest down, once. Only a track that is
/// itself shorter than the shortest shot breaks one, as a single shot. Silence counts for nothing in the longest, and
/// nothing is cut inside it: a silence, or a tail that fades out, is one shot with what sounds beside it.
struct ShotLimits {
  /// The track's length in frames.
  let frames: Int
  /// The shortest shot in frames, at least 1.
  let shortest: Int
  /// The longest shot in frames, at least twice the shortest less one, so that any length can be divided.
  let longest: Int
  /// Where nothing sounds, in frames, in order.
  let silences: [Range<Int>]

  /// Less than this, in seconds, is the rounding of a decimal number to a double, and no length.
  private static let rounding = 1e-9

  private init(frames: Int, shortest: Int, longest: Int, silences: [Range<Int>]) {
    self.frames = frames
    self.shortest = shortest
    self.longest = longest
    self.silences = silences
  }

  /// The same limits for a stretch of the track, whose frames count from 0.
  func over(_ stretch: Range<Int>) -> ShotLimits {
    let inside = silences.map { $0.clamped(to: stretch) }.filter { !$0.isEmpty }
    return ShotLimits(
      frames: stretch.count, shortest: shortest, longest: longest,
      silences: inside.map { $0.lowerBound - stretch.lowerBound..<$0.upperBound - stretch.lowerBound })
  }

  /// Limits for a track whose length is given in seconds.
  ///
  /// - Parameters:
  ///   - lengths: The lengths of shots that ``lengths(rate:shortest:longest:)`` allows.
  ///   - silences: Where nothing sounds, in seconds.
  init(duration: Double, rate: FrameRate, lengths: ClosedRange<Int>, silences: [Event] = []) {
    frames = rate.frame(flooring: duration)
    shortest = lengths.lowerBound
    longest = lengths.upperBound
    let whole = 0..<frames
    self.silences = silences.compactMap { silence in
      let (start, end) = (rate.frame(rounding: silence.start), rate.frame(rounding: silence.end))
      let span = start < end ? (start..<end).clamped(to: whole) : 0..<0
      return span.isEmpty ? nil : span
    }
  }

  /// How many of the frames before one have sound.
  func sounding(_ frame: Int) -> Int {
    silences.reduce(frame) { $0 - $1.clamped(to: 0..<max(0, frame)).count }
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

  /// Whether a cut leaves room for a shot on either side, and lies in no silence; never for a track of a single shot.
  func allowsCut(at frame: Int) -> Bool {
    frame >= shortest && frame <= frames - shortest
      && !silences.contains { $0.lowerBound < frame && frame < $0.upperBound }
  }

  /// By border, in order: which earlier borders a shot that ends there may start at.
  func starts(of borders: [Int]) -> [Range<Int>] {
    guard frames >= shortest else { return borders.indices.map { $0 == borders.count - 1 && $0 > 0 ? 0..<1 : 0..<0 } }
    let sounding = borders.map(sounding)
    var first = 0
    var last = 0
    return borders.indices.map { end in
      while sounding[end] - sounding[first] > longest { first += 1 }
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
    let length = sounding(frames)
    let count = (length + longest - 1) / longest
    guard count > 1 else { return [] }
    return (1..<count).map { cut in
      let place = (2 * cut * length + count) / (2 * count)
      return silences.reduce(place) { frame, silence in silence.lowerBound < frame ? frame + silence.count : frame }
    }
  }
}
