import Shots

/// Judges a group of tracks by the checks that need no labels. Source: `plugins/Rules.md`.
struct CorpusChecks {
  /// The rows, in the order of the table.
  private(set) var rows: [CorpusCheck] = []

  let tracks: [TrackMeasures]
  /// The tracks that are long enough for variety: a jingle has too few shots.
  let songs: [TrackMeasures]
  /// The least and the most share of a song's time by type.
  let shares: TypeShares
  /// Whether a shot may follow one of its own type.
  private let repeats: Bool
  private let group: String

  /// Shares of types and roles are judged from this many tracks on.
  private static let fewestTracks = 20
  /// Songs have so many seconds or more.
  private static let shortestSong = 60.0

  init(group: String, tracks: [TrackMeasures], shares: TypeShares, repeats: Bool = false) {
    self.group = group
    self.repeats = repeats
    self.tracks = tracks
    self.shares = shares
    songs = tracks.filter { $0.seconds >= Self.shortestSong }
    checkLengths()
    checkMusic()
    checkPace()
    checkTypes()
    checkLooks()
    checkOpenings()
    checkRoles()
    checkPatterns()
  }

  /// Whether there are tracks enough to judge what one of them may do by chance.
  var areMany: Bool { tracks.count >= Self.fewestTracks }

  func sum(_ part: (TrackMeasures) -> Double) -> Double { tracks.reduce(0) { $0 + part($1) } }

  func ratio(_ part: (TrackMeasures) -> Double, _ whole: (TrackMeasures) -> Double) -> Double? {
    let total = sum(whole)
    return total > 0 ? sum(part) / total : nil
  }

  mutating func add(
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
    add("equal neighbours", sum { Double($0.equalNeighbours) }, "0", isJudged: !repeats) { $0 == 0 }
  }

  /// Fewer cuts in bars that are sure, as of one song, say nothing of the others.
  private static let fewestCuts = 100.0

  private mutating func checkMusic() {
    let chance = ratio(\.secondsNearBeats, \.seconds)
    let onBeat = ratio({ Double($0.cutsOnBeat) }, { Double($0.cuts) })
    add("cuts on a beat", onBeat, ">= 0.85") { $0 >= 0.85 }
    add("cuts on a beat / chance", onBeat.flatMap { on in chance.map { on / max($0, 1e-9) } }, ">= 2") { $0 >= 2 }
    let areManyInBars = sum { Double($0.cutsInBars) } >= Self.fewestCuts
    add(
      "cuts on a downbeat", ratio({ Double($0.cutsOnDownbeat) }, { Double($0.cutsInBars) }), "0.4 to 0.75 (sample)",
      isJudged: areManyInBars
    ) { (0.4...0.75).contains($0) }
    add("section starts cut", ratio({ Double($0.sectionStartsCut) }, { Double($0.sectionStarts) }), ">= 0.9") {
      $0 >= 0.9
    }
    add("silences in one shot", ratio({ Double($0.silencesHeld) }, { Double($0.silences) }), "1") { $0 == 1 }
  }

  private mutating func checkPatterns() {
    let (share, alternation) = (TypeReturns.mostShare, TypeReturns.mostAlternation)
    add("a-b-a share", ratio({ Double($0.returns.count) }, { Double($0.returns.triples) }), "<= \(share)") {
      $0 <= share
    }
    add(
      "longest alternation of two types in shots", tracks.map { Double($0.returns.longestAlternation) }.max(),
      "<= \(alternation)"
    ) { $0 <= Double(alternation) }
    add(
      "shots whose runner-up is likelier", ratio({ Double($0.doubtfulShots) }, { Double($0.weighedShots) }), "< 0.3"
    ) { $0 < 0.3 }
  }
}
