import Shots

/// A film language that was learned from edits, and how sure its numbers are.
public struct LearnedLanguage: Sendable {
  /// The likeliest language.
  public let language: FilmLanguage
  /// The standard deviation of a fitted number around its likeliest value, all others held, by its name: `lead` and
  /// `spread` and the weights of cuts as the file names them, `mean`, `sigma`, `tempo`, `types.CU`, `roles.verse`.
  /// Those of `mean`, `sigma`, `spread` and the factors are of logarithms: 0.05 is 5 %.
  public let deviations: [String: Double]

  /// Learns from edited songs.
  ///
  /// - Parameters:
  ///   - songs: At least one; their types are columns of the prior's vocabulary.
  ///   - prior: What is taken for likely before any edit is seen.
  public init(_ songs: [EditedSong], prior: FilmLanguage) {
    var fit = HabitFit(songs, prior: prior)
    var language = fit.fit()
    TypeHabits.learn(songs, into: &language)
    self.language = language.rounded
    deviations = fit.deviations
  }

  /// The language that is taken for likely before any edit is seen: the built-in one for its own types, else one that says
  /// nothing of types.
  public static func prior(for vocabulary: Vocabulary) -> FilmLanguage {
    vocabulary.types == Vocabulary.concert.types && vocabulary.scale == Vocabulary.concert.scale
      ? .concert : .neutral(vocabulary)
  }
}

extension FilmLanguage {
  /// The same language with as many digits as edits can tell: four decimals, in seconds a tenth of a millisecond.
  fileprivate var rounded: FilmLanguage {
    func round(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
    var language = self
    language.shares = shares.map(round)
    language.opening = opening.map(round)
    language.follows = follows.map(round)
    language.aba = round(aba)
    language.lengths = ShotLengthHabits(
      mean: round(lengths.mean), sigma: round(lengths.sigma), tempo: round(lengths.tempo),
      byType: lengths.byType.map(round), byRole: lengths.byRole.mapValues(round))
    language.cuts = CutHabits(
      section: round(cuts.section), downbeat: round(cuts.downbeat), beat: round(cuts.beat),
      crossSection: round(cuts.crossSection), offBeat: cuts.offBeat.map(round), evenBars: round(cuts.evenBars),
      lead: round(cuts.lead), spread: round(cuts.spread))
    return language
  }

  /// The same language with cuts between the beats as likely as edits have them, if it has none: for the likelihood of an
  /// edit, which would be 0 for a single cut off the beat.
  func loosened(by songs: [EditedSong]) -> FilmLanguage {
    guard cuts.offBeat == nil else { return self }
    var best = (value: -Double.infinity, language: self)
    let likelihood = CutLikelihood(songs, by: self)
    for offBeat in stride(from: cuts.beat - 4, through: cuts.beat + 6, by: 0.5) {
      var language = self
      language.cuts.offBeat = offBeat
      let value = likelihood.sum(by: language, in: .cuts)
      if value > best.value { best = (value, language) }
    }
    return best.language
  }

  /// The logarithm of the probability of an edit, apart for where it cuts and for what it shows.
  ///
  /// Cuts are told apart by frames of ``EditedSong/rate``; types by what comes before, with 1 % spread over all.
  public func logLikelihood(of song: EditedSong) -> (cuts: Double, types: Double) {
    (CutLikelihood([song], by: self).logs.reduce(0, +), TypeHabits.logs(of: song, by: self).reduce(0, +))
  }
}
