import StageKit

extension FilmLanguage {
  /// The language of concert films, as a director's rules have it; `pipelines/languages/concert.yaml` is the same as a file.
  ///
  /// A change of two sizes reads as a cut, one of a single size as a jump, one of five as a shock. Source: `plugins/Rules.md`.
  public static let concert: FilmLanguage = {
    var language = neutral(.concert)
    let types = ShotType.allCases
    language.opening[ShotType.extremeLong.column] = 0.7
    language.opening[ShotType.long.column] = 0.3
    for type in types where type != .extremeLong && type != .long { language.opening[type.column] = 0 }
    language.openings = concertOpenings.mapValues { allowed in types.map(allowed.contains) }
    for last in types {
      for next in types where last != next {
        language.follows[last.column * types.count + next.column] = ConcertPairs.factor(from: last, to: next)
      }
    }
    language.aba = 1.5
    language.limits[ShotType.audience.column] = 0...0.12
    // CU, MCU, MS, MLS, LS, XLS, ADS, MIS: the wider, the longer; what is off the scale is a glance.
    language.lengths.byType = [0.9, 0.95, 1, 1.05, 1.1, 1.2, 0.7, 0.85]
    return language
  }()

  /// Verses open close on the singer, choruses on the band or the singer, a solo on who plays it, the end from afar.
  private static let concertOpenings: [Role: [ShotType]] = [
    .intro: [.mediumLong, .long, .extremeLong, .instrument],
    .verse: [.closeUp, .mediumCloseUp, .medium, .mediumLong],
    .build: [.mediumCloseUp, .medium, .mediumLong, .long, .instrument],
    .chorus: [.mediumCloseUp, .medium, .mediumLong, .long, .extremeLong],
    .solo: [.closeUp, .mediumCloseUp, .medium, .instrument],
    .bridge: [.closeUp, .mediumCloseUp, .medium, .long, .extremeLong],
    .breakdown: [.closeUp, .mediumCloseUp, .long, .extremeLong],
    .instrumental: [.medium, .mediumLong, .long, .extremeLong, .instrument],
    .outro: [.mediumLong, .long, .extremeLong],
    .applause: [.long, .extremeLong, .audience],
  ]

  /// A language without preferences between types: any opens a film or a section, and follows any other. Lengths and cuts
  /// are those of the concert language.
  public static func neutral(_ vocabulary: Vocabulary) -> FilmLanguage {
    let count = vocabulary.count
    let even = Array(repeating: 1 / Double(count), count: count)
    return FilmLanguage(
      vocabulary: vocabulary, shares: even, limits: [:], opening: even, openings: [:],
      follows: (0..<count * count).map { $0 / count == $0 % count ? 0 : 1 }, repeats: false, aba: 0,
      lengths: ShotLengthHabits(
        mean: 3.6, sigma: 0.55, tempo: 0.5, byType: Array(repeating: 1, count: count),
        byRole: Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, RoleTable.row(for: $0).length) })),
      cuts: CutHabits(
        section: 4, downbeat: 0.8, beat: -0.3, crossSection: -8, offBeat: nil, evenBars: 0, lead: 0, spread: 0))
  }

  /// A language without preferences between types that are only known by name.
  ///
  /// - Throws: ``Failure`` if they make no vocabulary.
  public static func neutral(types: [String]) throws(Failure) -> FilmLanguage {
    neutral(try Vocabulary(types: types, scale: []))
  }
}

/// How well the types of concert films follow each other.
private enum ConcertPairs {
  /// Factor by how many sizes apart the two shots are, from 1.
  private static let bySizes = [0.45, 1, 0.8, 0.45, 0.3]
  /// Factors by the size on the scale, from CU to XLS.
  private static let toAudience = [0.5, 0.6, 0.8, 0.9, 1, 1]
  private static let fromAudience = [0.7, 0.8, 1, 1, 1, 1]
  private static let toInstrument = [0.9, 1, 1, 0.9, 0.8, 0.6]
  private static let fromInstrument = [0.9, 1, 1, 0.9, 0.7, 0.6]
  private static let betweenAudienceAndInstrument = 0.3

  /// The factor for a type after another one.
  static func factor(from last: ShotType, to next: ShotType) -> Double {
    switch (last.size, next.size) {
    case (let before?, let now?): bySizes[abs(now - before) - 1]
    case (let size?, nil): (next == .audience ? toAudience : toInstrument)[size - 1]
    case (nil, let size?): (last == .audience ? fromAudience : fromInstrument)[size - 1]
    case (nil, nil): betweenAudienceAndInstrument
    }
  }
}
