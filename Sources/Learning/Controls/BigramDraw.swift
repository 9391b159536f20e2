import StageKit

/// A control that hears no music: labels drawn from the film language alone, second by second.
public struct BigramDraw: Sendable {
  private let language: ShotLanguage
  private let random: CounterRandom

  /// Draws from the language of the training songs.
  public init(_ language: ShotLanguage, seed: UInt64) {
    self.language = language
    random = CounterRandom(seed: seed)
  }

  /// Labels for a song.
  ///
  /// - Parameters:
  ///   - song: The song's name or content hash, so that each song has a draw of its own.
  ///   - seconds: How many labels there shall be.
  public func labels(of song: String, seconds: Int) -> [Int] {
    let types = language.types
    var labels: [Int] = []
    labels.reserveCapacity(seconds)
    for second in 0..<seconds {
      let weights = labels.last.map { language.bigram[$0 * types..<($0 + 1) * types] } ?? language.initial[...]
      labels.append(Self.draw(weights, at: random.uniform("bigram draw/\(song)", UInt64(second))))
    }
    return labels
  }

  /// The type that a number in (0, 1) falls on.
  private static func draw(_ weights: ArraySlice<Double>, at position: Double) -> Int {
    let target = position * weights.reduce(0, +)
    var sum = 0.0
    for (type, weight) in weights.enumerated() {
      sum += weight
      if sum > target { return type }
    }
    return weights.count - 1
  }
}
