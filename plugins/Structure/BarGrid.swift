/// The bars of a track, from its start to its end, which borders of sections lie on.
struct BarGrid {
  /// Where bars start and the last one ends, in seconds, ascending; at least two times.
  let edges: [Double]

  /// How many bars there are.
  var count: Int { edges.count - 1 }

  /// Without any beat, bars are so many seconds long.
  private static let barWithoutBeats = 2.0
  /// Where only beats are known, so many of them are taken for a bar.
  private static let beatsPerBar = 4
  /// A gap longer than so many bars is filled with bars of the usual length.
  private static let longestBar = 1.6
  /// Bars closer than this, in seconds, are one.
  private static let shortestBar = 0.05

  /// The bars of a track.
  ///
  /// - Parameters:
  ///   - downbeats: Where bars start, in seconds, ascending; fewer than two tell nothing.
  ///   - beats: The beats, in seconds, which take the downbeats' place.
  ///   - duration: The track's length in seconds.
  init(downbeats: [Double], beats: [Double], duration: Double) {
    let counted = stride(from: 0, to: beats.count, by: Self.beatsPerBar).map { beats[$0] }
    let starts = [downbeats, counted].first { $0.count > 1 } ?? []
    let steps = zip(starts, starts.dropFirst()).map { $1 - $0 }.sorted()
    let bar = steps.isEmpty ? Self.barWithoutBeats : max(Self.shortestBar, steps[steps.count / 2])
    var edges = [0.0]
    // Bars before the first known one are counted back from it.
    let pickUp = starts.first?.truncatingRemainder(dividingBy: bar) ?? 0
    for time in [pickUp] + starts + [duration] where time <= duration {
      while time - edges[edges.count - 1] > Self.longestBar * bar { edges.append(edges[edges.count - 1] + bar) }
      if time - edges[edges.count - 1] > Self.shortestBar { edges.append(time) }
    }
    if edges.count == 1 || edges[edges.count - 1] < duration - Self.shortestBar { edges.append(duration) }
    edges[edges.count - 1] = duration
    self.edges = edges
  }
}
