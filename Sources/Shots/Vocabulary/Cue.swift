/// What the rules, the lengths and the reasons look at in the music, in the order of the columns of a stream of cues.
public enum Cue: Int, Sendable, CaseIterable {
  /// How loud it is: a rank from -1 to 1.
  case loudness
  /// How much like singing it is: a rank from -1 to 1.
  case singing
  /// How strongly notes set in: a rank from -1 to 1.
  case attack
  /// How loud it is in dB against the track's own loud passages, which have 0; -60 at least.
  case level
  /// How many notes set in per second.
  case density
}
