/// The film language of the training songs: how often each type is seen, opens a song, and follows another, by the second.
///
/// Every count has `smoothing` added (add-k), so that nothing is impossible. No transition is counted across songs.
/// Source: Lin et al., ACM MM 2020: P(s) = P(s_1) times the product of P(s_t | s_t-1).
public struct ShotLanguage: Sendable, Hashable {
  /// The probability of each type over all seconds.
  public let prior: [Double]
  /// The probability of each type in a song's first second.
  public let initial: [Double]
  /// The probability of each type after another, row-major: shape (type before, type).
  public let bigram: [Double]

  /// How many types there are.
  public var types: Int { prior.count }

  /// A language whose probabilities are known, such as one that was read from a model.
  public init(prior: [Double], initial: [Double], bigram: [Double]) {
    self.prior = prior
    self.initial = initial
    self.bigram = bigram
  }

  /// Counts the language of songs.
  ///
  /// - Parameters:
  ///   - songs: The type of each second, by song. A second that nobody knows is not counted, nor a step to it or from it.
  ///   - types: How many types there are.
  ///   - smoothing: The k that is added to each count, above 0.
  public init(songs: [[Int?]], types: Int, smoothing: Double = 1) {
    var seen = [Double](repeating: smoothing, count: types)
    var opening = seen
    var following = [Double](repeating: smoothing, count: types * types)
    for labels in songs {
      for label in labels { if let label { seen[label] += 1 } }
      if let first = labels.first ?? nil { opening[first] += 1 }
      for (last, next) in zip(labels, labels.dropFirst()) {
        if let last, let next { following[last * types + next] += 1 }
      }
    }
    self.init(
      prior: Self.normalised(seen), initial: Self.normalised(opening),
      bigram: (0..<types).flatMap { Self.normalised(Array(following[$0 * types..<($0 + 1) * types])) })
  }

  private static func normalised(_ counts: [Double]) -> [Double] {
    let sum = counts.reduce(0, +)
    return counts.map { $0 / sum }
  }
}

extension ShotLanguage {
  /// The language of an editor who never uses types that no song has: their probabilities are 0, and the others' add up
  /// to 1. What follows such a type, which never comes, is as the prior.
  func withoutUnseenTypes(in songs: [[Int?]]) -> ShotLanguage {
    let seen = Set(songs.joined().compactMap(\.self))
    guard !seen.isEmpty, seen.count < types else { return self }
    func limited(_ row: some Collection<Double>) -> [Double] {
      Self.normalised(row.enumerated().map { seen.contains($0.offset) ? $0.element : 0 })
    }
    let prior = limited(prior)
    return ShotLanguage(
      prior: prior, initial: limited(initial),
      bigram: (0..<types).flatMap { seen.contains($0) ? limited(bigram[$0 * types..<($0 + 1) * types]) : prior })
  }

  /// The control that always says the most frequent type: the prior as the probabilities of each second.
  ///
  /// Its ``TypeRows/best`` is the majority class; ties go to the first type.
  ///
  /// - Parameter seconds: How long the song is.
  public func majority(seconds: Int) -> TypeRows {
    TypeRows(repeating: prior, count: seconds)
  }
}
