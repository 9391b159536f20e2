import StageKit

extension FilmLanguage {
  /// The language for a prediction's types where no file names one: the concert language if it knows them all, else one
  /// without preferences.
  ///
  /// - Throws: ``Failure`` if the types make no vocabulary.
  public static func builtIn(for types: [String]) throws(Failure) -> FilmLanguage {
    let knowsAll = types.allSatisfy { type in (try? Vocabulary.concert.column(of: type)) != nil }
    return knowsAll ? concert : try neutral(types: types)
  }

  /// The same language over a prediction's types, in the order of its columns. Types that the prediction lacks are left
  /// out; what is left of the openings is scaled to 1.
  ///
  /// - Throws: ``Failure`` if the language lacks one of the types, or they make no vocabulary.
  public func arranged(for types: [String]) throws(Failure) -> FilmLanguage {
    guard types != vocabulary.types else { return self }
    var columns: [Int] = []
    for type in types {
      do throws(Failure) {
        columns.append(try vocabulary.column(of: type))
      } catch {
        throw Failure(
          "the prediction has the type '\(type)', which the film language lacks",
          remedy: error.remedy)
      }
    }
    // The prediction's own names stand in the plan.
    let names = Dictionary(zip(columns, types)) { first, _ in first }
    let scale = vocabulary.scale.compactMap { size in vocabulary.types.firstIndex(of: size).flatMap { names[$0] } }
    var language = FilmLanguage.neutral(try Vocabulary(types: types, scale: scale))
    func chances(_ values: [Double]) -> [Double] {
      let kept = columns.map { values[$0] }
      let sum = kept.reduce(0, +)
      return kept.map { sum > 0 ? $0 / sum : 1 / Double(kept.count) }
    }
    language.shares = chances(shares)
    language.opening = chances(opening)
    language.openings = openings.compactMapValues { allowed in
      let kept = columns.map { allowed[$0] }
      return kept.contains(true) ? kept : nil
    }
    language.follows = columns.flatMap { last in columns.map { factor(from: last, to: $0) } }
    language.repeats = repeats
    language.aba = aba
    language.lengths = lengths
    language.lengths.byType = columns.map { lengths.byType[$0] }
    language.cuts = cuts
    language.limits = Dictionary(
      uniqueKeysWithValues: columns.enumerated().compactMap { column, type in limits[type].map { (column, $0) } })
    return language
  }
}
