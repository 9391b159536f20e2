import StageKit

/// Parts of the training songs for cross-fitting: a song's soft targets come from networks that never saw it or its group.
public struct Folds: Sendable, Hashable {
  /// By fold: the names of its songs, in the order of the songs.
  public let names: [[String]]

  /// Into how many folds songs can be dealt at most: how many groups there are.
  public static func most(of songs: [SplitSong]) -> Int { SongUnits(songs, seed: 0, purpose: "folds").units.count }

  /// Deals songs into folds of about equal size, by the seed and the songs' groups and contents.
  ///
  /// Groups are dealt in a drawn order, each to the fold with the fewest songs, the first of equal ones. No group is torn,
  /// and no songs of the same content.
  ///
  /// - Parameter count: How many folds there are, at least 2.
  /// - Throws: ``Failure`` if there are fewer groups than folds.
  public init(_ songs: [SplitSong], count: Int, seed: UInt64) throws(Failure) {
    let units = SongUnits(songs, seed: seed, purpose: "folds").units
    guard count >= 2, units.count >= count else {
      throw Failure(
        "\(units.count) groups of songs cannot be dealt into \(count) folds",
        remedy: "give 2 folds or more, and no more than there are groups")
    }
    var folds = [Set<String>](repeating: [], count: count)
    for unit in units {
      let fewest = folds.map(\.count).min() ?? 0
      let fold = folds.firstIndex { $0.count == fewest } ?? 0
      folds[fold].formUnion(unit.names)
    }
    names = folds.map { fold in songs.map(\.name).filter(fold.contains) }
  }
}
