/// Cuts samples into overlapping frames while they stream by.
///
/// Frames are centred: `length / 2` samples of padding stand before the first sample and after the last, so that `n`
/// samples give `1 + n / hop` frames (rounded down) of an even length. The frames do not depend on how the samples are cut
/// into blocks.
///
/// Source: `librosa.util.frame` after `numpy.pad`, as `librosa.stft(center=True)` uses them, librosa 0.11.0.
public struct Framer: Sendable {
  private let length: Int
  private let hop: Int
  private let padding: Padding
  /// The samples that frames are still to be cut from, and before them those that the padding at the end may need.
  private var pending: [Float] = []
  /// Where the next frame starts in ``pending``; `nil` until there are enough samples for the padding before the first.
  private var next: Int?

  /// - Parameters:
  ///   - length: Samples per frame, at least 1.
  ///   - hop: Samples from one frame to the next, 1 to `length`.
  public init(length: Int, hop: Int, padding: Padding) {
    self.length = length
    self.hop = hop
    self.padding = padding
    startIfPossible(least: padding.reach(for: length / 2))
  }

  /// How many frames are whole.
  public var readyCount: Int {
    guard let next, pending.count - next >= length else { return 0 }
    return 1 + (pending.count - next - length) / hop
  }

  /// Takes samples.
  public mutating func append(_ samples: some Sequence<Float>) {
    pending.append(contentsOf: samples)
    startIfPossible(least: padding.reach(for: length / 2))
  }

  /// Ends the signal: the frames that reach beyond the last sample become whole.
  public mutating func finish() {
    startIfPossible(least: 0)
    let tail = Array(pending.suffix(padding.reach(for: length / 2)))
    pending += padding.values(length / 2, after: tail)
  }

  /// Lends the frames that are whole, each of `length` samples, in order and once.
  public mutating func forEachFrame(_ body: (UnsafeBufferPointer<Float>) -> Void) {
    let count = readyCount
    guard let first = next, count > 0 else { return }
    pending.withUnsafeBufferPointer { pending in
      for frame in 0..<count {
        body(UnsafeBufferPointer(rebasing: pending[(first + frame * hop)...].prefix(length)))
      }
    }
    let end = first + count * hop
    let done = max(0, min(end, pending.count - padding.reach(for: length / 2)))
    pending.removeFirst(done)
    next = end - done
  }

  private mutating func startIfPossible(least: Int) {
    guard next == nil, pending.count >= least else { return }
    pending.insert(contentsOf: padding.values(length / 2, before: pending), at: 0)
    next = 0
  }
}
