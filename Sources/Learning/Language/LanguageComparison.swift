import Glibc
import Shots
import StageKit

/// How well a learned language foretells edits that it has not seen, beside three that it must beat: negative
/// log-likelihoods per second of film, each song scored by what the other folds' songs have taught.
public struct LanguageComparison: Sendable {
  /// What is compared.
  public enum System: String, Sendable, CaseIterable {
    /// The learned language.
    case learned
    /// The prior language, with as many cuts off the beat as the songs have that it may see.
    case builtIn = "built-in"
    /// Lengths and types learned in the same way, without beats, sections and tempo.
    case withoutMusic = "no-music"
    /// The paper's bigram of types by the second; where in its second a cut lies is even chance. Repeats and shots that no
    /// second shows cost it nothing.
    case bigram
  }

  /// What a song's edit costs a system, in nats.
  public struct Cost: Sendable {
    /// For where it cuts; for the bigram, all.
    public var cuts: Double
    /// For what it shows.
    public var types: Double
    /// Both.
    public var total: Double { cuts + types }
  }

  /// By system: the cost of each song, in the order of the songs.
  public private(set) var costs: [System: [Cost]]
  /// The songs' lengths in seconds.
  public let seconds: [Double]

  /// Compares on songs.
  ///
  /// - Parameters:
  ///   - folds: The numbers of the songs that are scored by what the others teach; each song is in one fold.
  ///   - check: Throws where the run was interrupted.
  public init(
    _ songs: [EditedSong], folds: [[Int]], prior: FilmLanguage, check: () throws -> Void = {}
  ) throws {
    seconds = songs.map { Double($0.frames) / EditedSong.rate }
    costs = Dictionary(
      uniqueKeysWithValues: System.allCases.map { ($0, songs.map { _ in Cost(cuts: 0, types: 0) }) })
    for fold in folds {
      try check()
      let held = Set(fold)
      let others = songs.indices.filter { !held.contains($0) }.map { songs[$0] }
      score(fold, of: songs, by: LearnedLanguage(others, prior: prior).language, as: .learned)
      score(fold, of: songs, by: prior.loosened(by: others), as: .builtIn)
      let deaf = others.map(\.withoutMusic)
      score(
        fold, of: songs.map(\.withoutMusic), by: LearnedLanguage(deaf, prior: prior).language, as: .withoutMusic)
      let count = prior.vocabulary.count
      let bigram = ShotLanguage(songs: try others.map(Self.seconds(of:)), types: count)
      for index in fold {
        costs[.bigram]?[index].cuts = Self.cost(of: try Self.seconds(of: songs[index]), by: bigram)
      }
    }
  }

  private mutating func score(_ fold: [Int], of songs: [EditedSong], by language: FilmLanguage, as system: System) {
    for index in fold {
      let logs = language.logLikelihood(of: songs[index])
      costs[system]?[index] = Cost(cuts: -logs.cuts, types: -logs.types)
    }
  }

  /// The type of each second, as the paper labels songs.
  private static func seconds(of song: EditedSong) throws(Failure) -> [Int] {
    let count = max(1, Int((Double(song.frames) / EditedSong.rate).rounded(.up)))
    return try FrameLabels.labels(of: song.labels, frames: count, seconds: 1)
  }

  private static func cost(of labels: [Int], by language: ShotLanguage) -> Double {
    var sum = labels.first.map { -log(language.initial[$0]) } ?? 0
    for (last, next) in zip(labels, labels.dropFirst()) {
      sum -= log(language.bigram[last * language.types + next])
      if last != next { sum += log(EditedSong.rate) }
    }
    return sum
  }
}

extension LanguageComparison {
  /// What a system pays per second of all songs, in nats.
  public func perSecond(_ system: System, _ part: (Cost) -> Double = \.total) -> Double {
    (costs[system] ?? []).reduce(0) { $0 + part($1) } / seconds.reduce(0, +)
  }

  /// How much less the learned language pays per second than another, as the mean over songs with its standard error.
  public func gain(over system: System) -> (mean: Double, error: Double) {
    let differences = zip(costs[system] ?? [], zip(costs[.learned] ?? [], seconds)).map { ($0.total - $1.0.total) / $1.1 }
    let count = Double(differences.count)
    let mean = differences.reduce(0, +) / count
    let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)
    return (mean, (variance / count).squareRoot())
  }
}
