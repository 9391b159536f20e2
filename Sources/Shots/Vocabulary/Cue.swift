/// What the rules and the reasons look at in the music, in the order of the columns of a stream of cues.
public enum Cue: Int, Sendable, CaseIterable {
  /// How loud it is.
  case loudness
  /// How much like singing it is.
  case singing
  /// How strongly notes set in.
  case attack
}
