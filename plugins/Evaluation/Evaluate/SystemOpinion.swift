import Learning

/// What a row of the report says of a song.
struct SystemOpinion {
  /// The row's name.
  let name: String
  /// What the system is, in a few words.
  let doc: String
  /// The type of each second.
  let labels: [Int]
  /// The probabilities by second, if the system has any.
  let probabilities: TypeRows?
}
