import StageKit

/// Which cuts become dissolves.
enum DissolvePlace: String, Choice {
  /// Cuts within half a second of a section's start.
  case sections
  /// All cuts.
  case all
}
