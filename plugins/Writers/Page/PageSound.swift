import StageKit

/// Where a page has its song from.
enum PageSound: String, Choice {
  /// A link to the song's file.
  case link
  /// The page holds the song.
  case embed
  /// The page is silent.
  case none
}
