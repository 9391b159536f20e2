import StageKit

/// Whose probabilities the soft targets of training songs are made of.
enum TargetSource: String, Choice {
  /// Those of the assistants, which have learned these very songs.
  case assistants
  /// Those of networks that never saw the song.
  case crossfit
}
