import Glibc

/// What is counted frame by frame: which type was taken for which, and how probable the true types were.
public struct FrameScore: Sendable, Hashable {
  /// How many types there are.
  public let types: Int
  /// Frames by the reference's and the output's type, row-major: shape (reference type, output type).
  public private(set) var confusion: [Int]
  /// Frames whose probabilities are known.
  public private(set) var probableFrames = 0
  /// The sum of -log p(true type) over them, in nats.
  public private(set) var surprise = 0.0
  /// How sure the system was of them, against how often it was right.
  public private(set) var calibration = Calibration()

  /// Nothing counted yet.
  public init(types: Int) {
    self.types = types
    confusion = [Int](repeating: 0, count: types * types)
  }

  /// Counts the frames of a song.
  ///
  /// - Parameters:
  ///   - reference: The true type of each frame; where nobody knows it, nothing is counted.
  ///   - output: The system's type of each frame.
  ///   - probabilities: The system's probabilities, if it has any; 0 counts as exp(``TypeRows/leastLogarithm``).
  public init(reference: [Int?], output: [Int], probabilities: TypeRows? = nil, types: Int) {
    self.init(types: types)
    for (truth, guess) in zip(reference, output) {
      if let truth { confusion[truth * types + guess] += 1 }
    }
    guard let probabilities else { return }
    for (frame, truth) in reference.enumerated() {
      guard let truth else { continue }
      probableFrames += 1
      let row = probabilities[frame]
      surprise -= max(log(row[row.startIndex + truth]), TypeRows.leastLogarithm)
      let best = TypeRows.best(in: row)
      calibration.add(confidence: row[row.startIndex + best], isRight: best == truth)
    }
  }

  /// How many frames were counted.
  public var frames: Int { confusion.reduce(0, +) }

  /// The share of frames whose type is right, from 0 to 1; `nil` without frames.
  public var accuracy: Double? {
    Ratio.of(Double((0..<types).reduce(0) { $0 + confusion[$1 * types + $1] }), over: frames)
  }

  /// The unweighted mean of the types' F1, over the types that the reference or the output has; `nil` without frames.
  public var macroF1: Double? {
    Ratio.mean(
      (0..<types).compactMap { type in
        let truths = (0..<types).reduce(0) { $0 + confusion[type * types + $1] }
        let guesses = (0..<types).reduce(0) { $0 + confusion[$1 * types + type] }
        return Ratio.of(2 * Double(confusion[type * types + type]), over: truths + guesses)
      })
  }

  /// The mean of -log p(true type) in nats (NLL); `nil` for a system without probabilities.
  public var negativeLogLikelihood: Double? { Ratio.of(surprise, over: probableFrames) }

  /// Adds another song's counts, of as many types.
  public static func += (sum: inout FrameScore, other: FrameScore) {
    for index in sum.confusion.indices { sum.confusion[index] += other.confusion[index] }
    sum.probableFrames += other.probableFrames
    sum.surprise += other.surprise
    sum.calibration += other.calibration
  }
}
