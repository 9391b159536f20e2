import StageKit

/// Songs that stay together, in a drawn order.
///
/// Songs of one group stay together, and so do songs of the same content, whatever their groups. A unit's place depends on
/// the seed, its groups and contents, and not on names or on the order of the songs.
struct SongUnits {
  /// A unit of songs that stay together.
  struct Unit {
    /// Where the unit was drawn, in (0, 1).
    let position: Double
    /// The names, in the order of the songs.
    let names: [String]
  }

  /// The units, by ascending position.
  let units: [Unit]

  init(_ songs: [SplitSong], seed: UInt64, purpose: String) {
    var unitOfContent: [String: String] = [:]
    // A content that is in two groups joins them: the first name in the alphabet stands for both.
    var joined: [String: String] = [:]
    func root(_ unit: String) -> String {
      var unit = unit
      while let next = joined[unit] { unit = next }
      return unit
    }
    for song in songs {
      let mine = root(song.unit)
      let other = root(unitOfContent[song.content] ?? mine)
      if mine != other { joined[max(mine, other)] = min(mine, other) }
      unitOfContent[song.content] = min(mine, other)
    }
    var names: [String: [String]] = [:]
    for song in songs { names[root(song.unit), default: []].append(song.name) }
    let random = CounterRandom(seed: seed)
    units = names.map { unit, names in
      (unit: unit, drawn: Unit(position: random.uniform("\(purpose)/\(unit)"), names: names))
    }
    .sorted { ($0.drawn.position, $0.unit) < ($1.drawn.position, $1.unit) }.map(\.drawn)
  }
}
