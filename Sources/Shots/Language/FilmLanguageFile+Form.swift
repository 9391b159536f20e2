import StageKit

extension FilmLanguageFile {
  static let factors = 0.0...1e6
  static let weights = -20.0...20.0
  static let aba = 0.0...20.0
  static let mean = 0.1...600.0
  static let sigma = 0.01...3.0
  static let tempo = -2.0...2.0
  static let roleFactors = 0.01...100.0
  static let lead = -1.0...1.0
  static let spread = 0.0...2.0

  /// What a file may look like.
  public static var form: WrittenForm {
    .record(
      VocabularyFile.fields
        + Key.allCases.compactMap { key in
          field(key).map { WrittenField(key.rawValue, $0.form, $0.doc) }
        })
  }

  /// What stands after a key; `nil` of those that a vocabulary has.
  private static func field(_ key: Key) -> (form: WrittenForm, doc: String)? {
    switch key {
    case .types, .scale, .map: nil
    case .shares: (byType, "Each type's part of the shots, to any sum.")
    case .limits: (TypeShares.form(unit: nil, in: nil), "The least and the most share of a film's time by type.")
    case .opening: (byType, "Each type's chance of opening the film, to any sum.")
    case .openings: (.mapping(.list(.text())), "By role, the types that may open a section.")
    case .repeat: (.words(repeats), "Whether a shot may follow one of its own type.")
    case .aba: (.number(in: aba, unit: .logWeight), "The log weight that going straight back takes.")
    case .steps:
      (
        .list(.number(in: factors), count: 1...Int.max, takesOne: false),
        "Factors for types 1, 2, 3 ... sizes apart; the last holds for what is farther."
      )
    case .pairs: (.mapping(byType), "By type, by the type after it: a factor in place of that of steps; 0 forbids.")
    case .lengths: (.record(lengths), "How long shots are.")
    case .cuts: (.record(cuts), "Where cuts lie.")
    }
  }

  private static let byType = WrittenForm.mapping(.number(in: factors))
  private static let weight = WrittenForm.number(in: weights, unit: .logWeight)

  /// Whether types may repeat: `forbid` or `allow`.
  static let repeats = ["forbid", "allow"]

  /// The keys of `lengths`.
  static let lengths = [
    WrittenField("mean", .number(in: mean, unit: .seconds), "The mean length of a shot at 120 bpm."),
    WrittenField("sigma", .number(in: sigma), "The spread of the log-normal lengths."),
    WrittenField("tempo", .number(in: tempo), "How far lengths follow the tempo: (120/bpm) to this power."),
    WrittenField("types", byType, "By type, a factor above 0."),
    WrittenField("roles", .mapping(.number(in: roleFactors)), "By role of the section, a factor."),
  ]

  /// The keys of `cuts`.
  static let cuts = [
    WrittenField("section", weight, "What a cut at a section's start adds."),
    WrittenField("downbeat", weight, "What a cut on a downbeat adds."),
    WrittenField("beat", weight, "What a cut on another beat adds."),
    WrittenField("cross", weight, "What a shot across a section's start adds."),
    WrittenField("even_bars", weight, "What a shot of an even number of bars adds."),
    WrittenField("off_beat", .either([weight, .words(["never"])]), "What a cut off the beat adds, or never."),
    WrittenField("lead", .number(in: lead, unit: .seconds), "How long before the beat cuts lie."),
    WrittenField("spread", .number(in: spread, unit: .seconds), "How far cuts stray from there."),
  ]
}
