import StageKit

extension BriefFile {
  static let weights = 0.0...100.0

  /// What a file may look like.
  public static var form: WrittenForm { .record(fields) }

  private static let types = WrittenForm.list(.text(), count: 1...Int.max)
  private static let places = WrittenForm.list(.text(), count: 1...Int.max)
  private static let pair = WrittenForm.list(.text(), count: 2...2, takesOne: false)

  static let fields = [
    WrittenField(
      "types", .mapping(.number(in: weights)), "Weights by type; one that is not named has 1, 0 is not filmed."),
    WrittenField("only", types, "The types that can be filmed; the others have the weight 0."),
    WrittenField("not_before", .mapping(.text()), "By type: a time such as \"0:45\", or a section such as chorus 2."),
    WrittenField("not_in", .mapping(places), "By type: sections such as verse, or spans such as \"1:20-1:45\"."),
    WrittenField("opening", types, "The types of which one opens the film."),
    WrittenField("closing", types, "The types of which one closes it."),
    WrittenField("pairs", .record(ofPairs), "Pairs of types that follow each other."),
    WrittenField("instruments", types, "The types that show hands on an instrument."),
    WrittenField("performers", .list(.record(ofPerformers), takesOne: false), "Who is on the stage."),
  ]

  /// The keys of `pairs`.
  static let ofPairs = [
    WrittenField("wanted", .list(pair), "Pairs that are liked."),
    WrittenField("forbidden", .list(pair), "Pairs that are never made."),
  ]

  /// The keys of a performer.
  static let ofPerformers = [
    WrittenField("name", .text(), isRequired: true, "Their name, as shots show it."),
    WrittenField("instrument", .text(), "What they play."),
    WrittenField(
      "sings", .either([.boolean, .words(["yes", "no"]), places]), "Whether, or in which places, they sing."),
    WrittenField("solos", places, "The places where they play a solo."),
  ]
}
