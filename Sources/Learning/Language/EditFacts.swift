import Shots

/// What can be counted in edits without a model, for people who read a learned language.
public struct EditFacts: Sendable {
  /// How many shots there are.
  public let shots: Int
  /// Their mean length in seconds.
  public let mean: Double
  /// The share of the cuts that lie within 70 ms of a beat, and the share of the time that does: what chance would give.
  public let onBeat: (cuts: Double, chance: Double)
  /// The share of the cuts between types of the scale that are 0, 1, 2, 3, and 4 or more sizes apart.
  public let steps: [Double]

  /// How near to a beat is on the beat, in seconds: that of beat tracking's evaluation (MIREX).
  private static let tolerance = 0.07

  /// The facts of edited songs.
  public init(_ songs: [EditedSong], language: FilmLanguage) {
    shots = songs.reduce(0) { $0 + $1.shots.count }
    let seconds = songs.reduce(0) { $0 + Double($1.frames) / EditedSong.rate }
    mean = seconds / Double(max(shots, 1))
    var cuts = 0.0
    var near = 0.0
    var covered = 0.0
    var steps = [0.0, 0, 0, 0, 0]
    for song in songs {
      for (last, next) in zip(song.labels, song.labels.dropFirst()) {
        cuts += 1
        if song.beats.contains(where: { abs($0 - next.start) <= Self.tolerance }) { near += 1 }
        guard let before = last.type, let type = next.type else { continue }
        if let step = language.step(from: before, to: type) { steps[min(step, 4)] += 1 }
      }
      let reach = 2 * Self.tolerance
      covered += zip(song.beats, song.beats.dropFirst() + [.infinity]).reduce(0) { $0 + min(reach, $1.1 - $1.0) }
    }
    onBeat = (near / max(cuts, 1), covered / max(seconds, 1e-9))
    let known = steps.reduce(0, +)
    self.steps = steps.map { $0 / max(known, 1) }
  }
}
