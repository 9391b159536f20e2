/// All that a training report says, as a value: it is written as JSON for programs and as a page for people.
public struct LearningReport: Sendable {
  /// What was trained on what, in a line.
  public let title: String
  /// The shot types.
  public let vocabulary: Vocabulary
  /// The seeds, in the order of the scores.
  public let seeds: [UInt64]
  /// The systems and controls, in the order of the table.
  public let systems: [SystemResult]
  /// What is compared seed by seed.
  public let comparisons: [SystemComparison]
  /// How the networks learned.
  public let curves: [LearningCurve]
  /// Songs to look at, of one seed.
  public let songs: [SongLanes]
  /// What a reader must know before trusting the numbers.
  public let warnings: [String]

  /// A report.
  public init(
    title: String, vocabulary: Vocabulary, seeds: [UInt64], systems: [SystemResult],
    comparisons: [SystemComparison] = [], curves: [LearningCurve] = [], songs: [SongLanes] = [], warnings: [String] = []
  ) {
    self.title = title
    self.vocabulary = vocabulary
    self.seeds = seeds
    self.systems = systems
    self.comparisons = comparisons
    self.curves = curves
    self.songs = songs
    self.warnings = warnings
  }

  /// The report as one HTML page that needs nothing else: no script, no font, no picture from elsewhere.
  public var page: String { ReportPage(self).text }
}
