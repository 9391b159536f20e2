/// What the rules and the reasons look at in the music, in the order of the columns of a stream of cues.
enum Cue: Int, CaseIterable {
  /// How loud it is.
  case loudness
  /// How much like singing it is.
  case singing
  /// How strongly notes set in.
  case attack
}
