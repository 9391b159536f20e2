/// How sure a system is, against how often it is right: frames by the probability of their most probable type.
///
/// Source: Guo, Pleiss, Sun, Weinberger 2017, with their fifteen bins of equal width.
public struct Calibration: Sendable, Hashable {
  /// Frames of which a system was about as sure.
  public struct Bin: Sendable, Hashable {
    /// How many frames there are.
    public fileprivate(set) var frames = 0
    /// How many of them were right.
    public fileprivate(set) var right = 0
    /// The sum of the most probable types' probabilities.
    fileprivate var sureness = 0.0

    /// The mean probability of the most probable type, from 0 to 1; `nil` without frames.
    public var confidence: Double? { Ratio.of(sureness, over: frames) }
    /// The share of right frames, from 0 to 1; `nil` without frames.
    public var accuracy: Double? { Ratio.of(Double(right), over: frames) }
  }

  /// How many bins there are: bin k holds probabilities above k / 15, up to (k + 1) / 15.
  public static let count = 15

  /// The bins, the least sure first.
  public private(set) var bins = [Bin](repeating: Bin(), count: Calibration.count)

  /// Nothing counted yet.
  public init() {}

  /// Counts a frame.
  ///
  /// - Parameter confidence: The probability of the most probable type.
  mutating func add(confidence: Double, isRight: Bool) {
    let place = (confidence * Double(Self.count)).rounded(.up) - 1
    let bin = Int(max(0, min(Double(Self.count - 1), place.isNaN ? 0 : place)))
    bins[bin].frames += 1
    bins[bin].right += isRight ? 1 : 0
    bins[bin].sureness += confidence
  }

  /// How many frames were counted.
  public var frames: Int { bins.reduce(0) { $0 + $1.frames } }

  /// The mean probability of the most probable type, from 0 to 1; `nil` without frames.
  public var confidence: Double? { Ratio.of(bins.reduce(0) { $0 + $1.sureness }, over: frames) }

  /// The expected calibration error (ECE), from 0 to 1: by how much sureness and right frames differ in a bin, averaged over
  /// the frames; `nil` without frames.
  public var error: Double? {
    Ratio.of(bins.reduce(0) { $0 + abs($1.sureness - Double($1.right)) }, over: frames)
  }

  /// Adds another song's counts.
  public static func += (sum: inout Calibration, other: Calibration) {
    for (bin, more) in other.bins.enumerated() {
      sum.bins[bin].frames += more.frames
      sum.bins[bin].right += more.right
      sum.bins[bin].sureness += more.sureness
    }
  }
}
