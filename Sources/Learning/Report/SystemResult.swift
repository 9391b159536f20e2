/// A row of the report: a system and its pooled score on the test songs, for each seed.
public struct SystemResult: Sendable, Hashable {
  /// The system's name, such as `RNN-KD`.
  public let name: String
  /// What it is, in a few words.
  public let doc: String
  /// By seed: the score of all test songs.
  public let scores: [Score]

  /// A system's results, the seeds in the same order for all systems.
  public init(name: String, doc: String, scores: [Score]) {
    self.name = name
    self.doc = doc
    self.scores = scores
  }

  /// A metric over the seeds that define it; `nil` if none does.
  public func summary(of metric: Metric) -> SeedSummary? {
    SeedSummary(scores.compactMap { metric.value(of: $0) })
  }

  /// The confusion of all seeds.
  public var confusion: FrameScore? {
    guard let first = scores.first else { return nil }
    return scores.dropFirst().reduce(into: first.frames) { $0 += $1.frames }
  }
}
