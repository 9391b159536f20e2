import Glibc
import StageKit

/// The temperature at which probabilities fit labels best, found once for all frames.
///
/// Source: Guo, Pleiss, Sun, Weinberger 2017: temperature scaling, on logarithms of probabilities.
public struct Temperature: Sendable {
  /// Where it is looked for: far beyond what an ensemble of networks needs.
  private static let range = 0.05...20.0

  private var logarithms: [TypeRows] = []
  private var labels: [[Int?]] = []

  /// No song yet.
  public init() {}

  /// Whether there is any song.
  public var isEmpty: Bool { labels.isEmpty }

  /// Adds a song that what gave the probabilities has not learned from.
  ///
  /// - Parameter labels: The type of each frame; where nobody knows it, the frame counts for nothing.
  /// - Throws: ``Failure`` unless there are as many.
  public mutating func add(_ probabilities: TypeRows, labels: [Int?]) throws(Failure) {
    guard probabilities.count == labels.count else {
      throw Failure("there are probabilities of \(probabilities.count) frames, but \(labels.count) labels")
    }
    logarithms.append(probabilities.logarithms)
    self.labels.append(labels)
  }

  /// The temperature T with the least -log softmax(log(p) / T)[label]; 1 without songs.
  ///
  /// In the logarithm of T this has one valley, so that halving by the golden section finds its floor.
  public var best: Double {
    guard !isEmpty else { return 1 }
    let ratio = (5.0.squareRoot() - 1) / 2
    var (low, high) = (log(Self.range.lowerBound), log(Self.range.upperBound))
    var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
    var (ofLeft, ofRight) = (surprise(at: exp(left)), surprise(at: exp(right)))
    while high - low > 1e-4 {
      if ofLeft < ofRight {
        (high, right, ofRight) = (right, left, ofLeft)
        left = high - ratio * (high - low)
        ofLeft = surprise(at: exp(left))
      } else {
        (low, left, ofLeft) = (left, right, ofRight)
        right = low + ratio * (high - low)
        ofRight = surprise(at: exp(right))
      }
    }
    return exp((low + high) / 2)
  }

  /// The sum of -log softmax(log(p) / T)[label] over all frames.
  private func surprise(at temperature: Double) -> Double {
    zip(logarithms, labels).reduce(0) { sum, song in
      song.1.enumerated().reduce(sum) { sum, frame in
        guard let label = frame.element else { return sum }
        let row = song.0[frame.offset].map { $0 / temperature }
        let top = row.max() ?? 0
        return sum + log(row.reduce(0) { $0 + exp($1 - top) }) + top - row[label]
      }
    }
  }
}
