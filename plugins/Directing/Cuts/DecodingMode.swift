import StageKit

/// How `cuts` chooses among the ways to cut a track.
enum DecodingMode: String, Choice {
  /// The plan that the model finds likeliest.
  case best
  /// A plan drawn with the model's probabilities, by a seed.
  case sample
  /// The likeliest type of each second, without the model; no limits on lengths.
  case frames
}
