import Glibc
import Shots
import StageKit

/// How well a learned language foretells edits that it has not seen, beside others: negative
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
    /// The paper's bigram of types, by frames: shots last as long as chance has it. Shots take turns between two sets of
    /// words, so that it sees repeats.
    case bigram
    /// The paper's bigram by the second; where in its second a cut lies is even chance. Repeats, and shots that no second
    /// shows, cost it nothing, so it may look better than it is.
    case bigramBySecond = "bigram-by-second"
  }

  /// What a song's edit costs a system, in nats.
  public struct Cost: Sendable {
    /// For where it cuts; for the bigrams, all.
    public var cuts: Double
    /// For what it shows.
    public var types: Double
    /// Both.
    public var total: Double { cuts + types }
  }

  /// By system: the cost of each song that is in a fold, fold by fold.
  public private(set) var costs: [System: [Cost]]
  /// By fold: the language that the other songs have taught.
  public private(set) var languages: [LearnedLanguage]
  /// The lengths of these songs in seconds.
  public private(set) var seconds: [Double]

  /// Compares on songs.
  ///
  /// - Parameters:
  ///   - folds: The numbers of the songs that are scored by what the others teach; a song that is in none is only learned from.
  ///   - check: Throws where the run was interrupted.
  public init(
    _ songs: [EditedSong], folds: [[Int]], prior: FilmLanguage, check: () throws -> Void = {}
  ) throws {
    seconds = []
    costs = [:]
    languages = []
    for fold in folds {
      try check()
      let held = Set(fold)
      let taught = songs.indices.filter { !held.contains($0) }.map { songs[$0] }
      let judged = fold.map { songs[$0] }
      seconds += judged.map { Double($0.frames) / EditedSong.rate }
      let learned = LearnedLanguage(taught, prior: prior)
      languages.append(learned)
      score(judged, by: learned.language, as: .learned)
      score(judged, by: prior.loosened(by: taught), as: .builtIn)
      score(
        judged.map(\.withoutMusic), by: LearnedLanguage(taught.map(\.withoutMusic), prior: prior).language,
        as: .withoutMusic)
      let types = prior.vocabulary.count
      let byFrame = BigramCost(
        taught.flatMap { [Self.frames(of: $0, types: types), Self.frames(of: $0, types: types, from: 1)] }
          + [Self.eachType(types, for: Self.meanFrames(of: taught))],
        types: 2 * types, perChange: 0)
      costs[.bigram, default: []] += judged.map { byFrame.cost(of: Self.frames(of: $0, types: types)) }
      let bySecond = BigramCost(
        try taught.map(Self.seconds(of:)), types: types, perChange: log(EditedSong.rate))
      costs[.bigramBySecond, default: []] += try judged.map { bySecond.cost(of: try Self.seconds(of: $0)) }
    }
  }

  private mutating func score(_ songs: [EditedSong], by language: FilmLanguage, as system: System) {
    costs[system, default: []] += songs.map { song in
      let logs = language.logLikelihood(of: song)
      return Cost(cuts: -logs.cuts, types: -logs.types)
    }
  }

  /// The type of each second, as the paper labels songs.
  private static func seconds(of song: EditedSong) throws(Failure) -> [Int?] {
    let count = max(1, Int((Double(song.frames) / EditedSong.rate).rounded(.up)))
    return try FrameLabels.labels(of: song.labels, frames: count, seconds: 1).map(\.type)
  }

  /// The type of each frame, in one of two sets of words by turns.
  private static func frames(of song: EditedSong, types: Int, from set: Int = 0) -> [Int?] {
    song.shots.enumerated().flatMap { number, shot in
      Array(repeating: shot.type.map { $0 + types * ((number + set) % 2) }, count: shot.frames)
    }
  }
}

extension LanguageComparison {
  /// Each type in each set of words for so many frames: without it, one that was never seen would be taken to end at once.
  private static func eachType(_ types: Int, for frames: Int) -> [Int?] {
    (0..<2 * types).flatMap { number in
      let set = number < types ? number % 2 : (number - types + 1) % 2
      return Array(repeating: number % types + types * set, count: frames)
    }
  }

  private static func meanFrames(of songs: [EditedSong]) -> Int {
    songs.reduce(0) { $0 + $1.frames } / max(1, songs.reduce(0) { $0 + $1.shots.count })
  }
}

/// The paper's film language as a system that is scored.
private struct BigramCost {
  private let language: ShotLanguage
  private let perChange: Double

  /// - Parameter perChange: What it costs besides that the type changes.
  init(_ songs: [[Int?]], types: Int, perChange: Double) {
    language = ShotLanguage(songs: songs, types: types)
    self.perChange = perChange
  }

  /// What nobody knows costs nothing.
  func cost(of labels: [Int?]) -> LanguageComparison.Cost {
    var sum = (labels.first ?? nil).map { -log(language.initial[$0]) } ?? 0
    for (last, next) in zip(labels, labels.dropFirst()) {
      guard let last, let next else { continue }
      sum -= log(language.bigram[last * language.types + next])
      if last != next { sum += perChange }
    }
    return LanguageComparison.Cost(cuts: sum, types: 0)
  }
}

extension LanguageComparison {
  /// What a system pays per second of all songs, in nats.
  public func perSecond(_ system: System, _ part: (Cost) -> Double = \.total) -> Double {
    (costs[system] ?? []).reduce(0) { $0 + part($1) } / seconds.reduce(0, +)
  }

  /// How much less the learned language pays per second than another, as the mean over songs with its standard error.
  public func gain(over system: System) -> (mean: Double, error: Double) {
    let differences = zip(costs[system] ?? [], zip(costs[.learned] ?? [], seconds)).map {
      ($0.total - $1.0.total) / $1.1
    }
    let count = Double(differences.count)
    let mean = differences.reduce(0, +) / count
    let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)
    return (mean, (variance / count).squareRoot())
  }
}
