import Shots

/// Judges a group of tracks by the checks that need no labels. Source: `plugins/Rules.md`.
struct CorpusChecks {
  /// The rows, in the order of the table.
  private(set) var rows: [CorpusCheck] = []

  private let group: String
  private let tracks: [TrackMeasures]

  /// Shares of types and roles are judged from this many tracks on.
  private static let fewestTracks = 20
  /// A jingle has too few shots for variety; songs have so many seconds or more.
  private static let shortestSong = 60.0

  init(group: String, tracks: [TrackMeasures]) {
    self.group = group
    self.tracks = tracks
    checkLengths()
    checkMusic()
    checkTypes()
    checkRoles()
    checkPatterns()
  }

  private func sum(_ part: (TrackMeasures) -> Double) -> Double { tracks.reduce(0) { $0 + part($1) } }

  private func ratio(_ part: (TrackMeasures) -> Double, _ whole: (TrackMeasures) -> Double) -> Double? {
    let total = sum(whole)
    return total > 0 ? sum(part) / total : nil
  }

  private mutating func add(
    _ name: String, _ value: Double?, _ limit: String, isJudged: Bool = true, passes: (Double) -> Bool
  ) {
    let verdict: CorpusCheck.Verdict =
      if let value, isJudged { passes(value) ? .pass : .fail } else { .open }
    rows.append(
      CorpusCheck(group: group, tracks: tracks.count, name: name, value: value, limit: limit, verdict: verdict))
  }

  private mutating func checkLengths() {
    add("average shot length / target", ratio(\.wantedShots, \.shots), "0.9 to 1.1") { (0.9...1.1).contains($0) }
    add("length violations", sum { Double($0.violations) }, "0") { $0 == 0 }
    add("equal neighbours", sum { Double($0.equalNeighbours) }, "0") { $0 == 0 }
  }

  private mutating func checkMusic() {
    let chance = ratio(\.secondsNearBeats, \.seconds)
    let onBeat = ratio({ Double($0.cutsOnBeat) }, { Double($0.cuts) })
    add("cuts on a beat", onBeat, ">= 0.85") { $0 >= 0.85 }
    add("cuts on a beat / chance", onBeat.flatMap { on in chance.map { on / max($0, 1e-9) } }, ">= 2") { $0 >= 2 }
    add("cuts on a downbeat", ratio({ Double($0.cutsOnDownbeat) }, { Double($0.cuts) }), "0.4 to 0.75 (sample)") {
      (0.4...0.75).contains($0)
    }
    add("section starts cut", ratio({ Double($0.sectionStartsCut) }, { Double($0.sectionStarts) }), ">= 0.9") {
      $0 >= 0.9
    }
  }

  private mutating func checkTypes() {
    let isJudged = tracks.count >= Self.fewestTracks
    for (column, type) in ShotType.allCases.enumerated() {
      let highest = type == .audience ? 0.15 : 0.4
      let share = ratio({ $0.typeSeconds[column] }, \.seconds)
      add("time share of \(type.rawValue)", share, "0.01 to \(highest)", isJudged: isJudged) {
        (0.01...highest).contains($0)
      }
    }
    let entropies = tracks.filter { $0.seconds >= Self.shortestSong }.map(\.entropy)
    let mean = entropies.isEmpty ? nil : entropies.reduce(0, +) / Double(entropies.count)
    add("lowest entropy of a song in bits", entropies.min(), ">= 2.2", isJudged: isJudged) { $0 >= 2.2 }
    add("mean entropy of a song in bits", mean, ">= 2.2") { $0 >= 2.2 }
  }

  private mutating func checkRoles() {
    let isJudged = tracks.count >= Self.fewestTracks
    let wide: Set<ShotType> = [.long, .extremeLong]
    let tight: Set<ShotType> = [.closeUp, .mediumCloseUp]
    func difference(_ first: Double?, _ second: Double?) -> Double? {
      first.flatMap { first in second.map { first - $0 } }
    }
    add(
      "wide share chorus - verse", difference(share(of: wide, in: .chorus), share(of: wide, in: .verse)), "> 0",
      isJudged: isJudged
    ) { $0 > 0 }
    add(
      "CU + MCU share verse - chorus", difference(share(of: tight, in: .verse), share(of: tight, in: .chorus)), "> 0",
      isJudged: isJudged
    ) { $0 > 0 }
    let others = Role.allCases.filter { $0 != .solo }.compactMap { share(of: [.instrument], in: $0) }.max()
    add(
      "MIS share solo - highest other role", difference(share(of: [.instrument], in: .solo), others), "> 0",
      isJudged: isJudged
    ) { $0 > 0 }
  }

  private mutating func checkPatterns() {
    add("a-b-a share", ratio({ Double($0.returns) }, { Double($0.triples) }), "<= 0.25") { $0 <= 0.25 }
    add(
      "longest alternation of two types in shots", tracks.map { Double($0.longestAlternation) }.max(), "<= 6"
    ) { $0 <= 6 }
  }

  /// The share of some types in the time of a role; `nil` if no track has the role.
  private func share(of types: Set<ShotType>, in role: Role) -> Double? {
    let width = ShotType.allCases.count
    let first = (Role.allCases.firstIndex(of: role) ?? 0) * width
    return ratio(
      { track in types.reduce(0) { $0 + track.roleSeconds[first + $1.column] } },
      { $0.roleSeconds[first..<first + width].reduce(0, +) })
  }
}
