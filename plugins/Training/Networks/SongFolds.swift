import Learning
import StageKit

/// How the training songs of a corpus are dealt into folds.
enum SongFolds {
  /// Folds where nobody says how many.
  static let usual = 3

  /// Throws if a setting's number leaves no song for a fold's network to learn from.
  static func check(_ count: Int?) throws(Failure) {
    guard count == 1 else { return }
    throw Failure(
      "`folds` is 1, which leaves no song for its network to learn from", remedy: "give 2 or more, or 0 for no folds")
  }

  /// The identities of the songs of each fold; none for 0 folds.
  ///
  /// - Throws: ``Failure`` if there are fewer groups of songs than folds.
  static func dealt(_ songs: ViewSongs, count: Int, seed: Int) throws(Failure) -> [[String]] {
    guard count > 0 else { return [] }
    return try Folds(splitSongs(of: songs), count: count, seed: UInt64(seed)).names
  }

  /// The usual number of folds, or as many as there are groups of songs; 0 for a single one.
  static func usual(for songs: ViewSongs) -> Int {
    let most = Folds.most(of: splitSongs(of: songs))
    return most < 2 ? 0 : min(usual, most)
  }

  private static func splitSongs(of songs: ViewSongs) -> [SplitSong] {
    songs.part(.training).map { SplitSong(name: $0.track.id, content: $0.track.hash, group: $0.track.group) }
  }
}
