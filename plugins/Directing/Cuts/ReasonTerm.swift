/// One cause of a shot: a code for programs, words for people, and how much it weighs.
struct ReasonTerm {
  /// Capital letters and underscores, with a number in brackets where one belongs.
  let code: String
  /// A clause of the sentence.
  let words: String
  /// What the cause adds to the logarithm of the shot's weight.
  let weight: Double
}
