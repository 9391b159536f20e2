import Glibc
import Shots

/// The weight of a cut at each frame of a song by a maker's habits: ``CutHabits`` laid over the music.
struct CutField {
  /// By frame: the mass of the time that the frame stands for.
  private(set) var weights: [Double]
  /// By frame: the mass of the first beats of even bars, and of odd ones, in ``weights``.
  private var bars: [[Double]]
  /// By frame: whether an even bar (0) or an odd one (1) starts there; -1 for none.
  private var parity: [Int8]
  /// By frame where a bar starts: the frame where the next one does.
  private var nextBar: [Int]
  /// By frame: how many sections have started before it.
  private(set) var starts: [Int]
  /// The mean of ``weights``.
  private(set) var mean: Double

  /// Moments closer than this, in frames, are one.
  private static let nearFrames = EditedSong.frame(of: CutGrid.tolerance)
  /// No cut is surer than this, in seconds, for the sum over frames to be one.
  private static let leastSpread = 1e-3

  /// The weights of a song's frames.
  init(_ habits: CutHabits, over song: EditedSong) {
    let count = song.frames + 1
    let second = 1 / EditedSong.rate
    weights = Array(repeating: exp(habits.offBeat ?? -.infinity) * second, count: count)
    bars = [[Double]](repeating: Array(repeating: 0, count: count), count: 2)
    parity = Array(repeating: -1, count: count)
    nextBar = Array(repeating: 0, count: count)
    starts = []
    mean = 0
    let moments = Self.moments(of: song, habits)
    for moment in moments.all { add(moment, habits) }
    for (bar, time) in song.bars.enumerated() where song.beats.count >= CutGrid.fewestBeats {
      let next = bar + 1 < song.bars.count ? song.bars[bar + 1] : .infinity
      mark(bar, from: time - habits.lead, to: min(next - habits.lead, Double(count) * second), habits)
    }
    let stepsPerBar = Double(CutGrid.stepsPerBar)
    for gap in moments.gaps {
      let grid = (exp(habits.downbeat) + (stepsPerBar - 1) * exp(habits.beat)) / stepsPerBar
      let last = min(count, EditedSong.frame(of: gap.upperBound))
      for frame in min(last, EditedSong.frame(of: gap.lowerBound))..<last {
        weights[frame] += grid / CutGrid.step * second
      }
    }
    mean = weights.reduce(0, +) / Double(count)
    let borders = moments.sections.map { max(0, EditedSong.frame(of: $0 - habits.lead)) }
    var passed = 0
    for frame in 0..<count {
      starts.append(passed)
      while passed < borders.count, borders[passed] <= frame { passed += 1 }
    }
  }

  /// The masses of the bars that end a shot of an even number of bars, by frame, and the frame from which on they do; `nil`
  /// if the shot does not start with a bar.
  func evenBars(from start: Int) -> (masses: [Double], first: Int)? {
    parity[start] < 0 ? nil : (bars[Int(parity[start])], nextBar[start])
  }

  /// How many sections start inside a shot: neither with it nor at its end.
  func sections(from start: Int, to end: Int) -> Int {
    max(0, starts[max(0, end - Self.nearFrames)] - starts[min(starts.count - 1, start + Self.nearFrames + 1)])
  }

  /// The first offset behind another at which a shot from a start has another number of sections inside; offsets count from
  /// the frame after the start.
  func end(ofSections inside: Int, from start: Int, atMost last: Int, after first: Int) -> Int {
    var end = first + 1
    while end < last, sections(from: start, to: start + 1 + end) == inside { end += 1 }
    return end
  }

  /// A moment of the music that draws cuts.
  private struct Moment {
    let time: Double
    var weight: Double
    /// The number of the bar that starts there.
    let bar: Int?
  }

  /// Beats, sections off the beat, and the stretches where there are none; sections by the moments that they lie on.
  private static func moments(
    of song: EditedSong, _ habits: CutHabits
  ) -> (all: [Moment], sections: [Double], gaps: [Range<Double>]) {
    let end = Double(song.frames) / EditedSong.rate
    guard song.beats.count >= CutGrid.fewestBeats else {
      let sections = song.sections.map { Moment(time: $0, weight: habits.section, bar: nil) }
      return (sections, song.sections, [0..<end])
    }
    var all = song.bars.enumerated().map { Moment(time: $1, weight: habits.downbeat, bar: $0) }
    var next = 0
    for beat in song.beats {
      while next < song.bars.count, song.bars[next] < beat - 1 / EditedSong.rate { next += 1 }
      if next < song.bars.count, song.bars[next] <= beat + 1 / EditedSong.rate { continue }
      all.append(Moment(time: beat, weight: habits.beat, bar: nil))
    }
    all.sort { $0.time < $1.time }
    let times = all.map(\.time)
    var sections: [Double] = []
    for start in song.sections {
      let nearest = all.indices.filter { abs(all[$0].time - start) <= CutGrid.tolerance }
        .min { abs(all[$0].time - start) < abs(all[$1].time - start) }
      if let nearest {
        all[nearest].weight += habits.section
      } else {
        all.append(Moment(time: start, weight: habits.section, bar: nil))
      }
      sections.append(nearest.map { all[$0].time } ?? start)
    }
    let borders = [0] + times + [max(end, times.last ?? 0)]
    let gaps = zip(borders, borders.dropFirst()).filter { $1 - $0 > CutGrid.longestGap }.map { $0..<$1 }
    return (all, sections, gaps)
  }

  private mutating func add(_ moment: Moment, _ habits: CutHabits) {
    let centre = moment.time - habits.lead
    let spread = max(habits.spread, Self.leastSpread)
    let reach = 4 * spread + 1 / EditedSong.rate
    let first = max(0, EditedSong.frame(of: centre - reach))
    let last = min(weights.count - 1, EditedSong.frame(of: centre + reach))
    guard first <= last else { return }
    let mass = exp(moment.weight)
    var before = Self.share(below: (Double(first) - 0.5) / EditedSong.rate - centre, spread)
    for frame in first...last {
      let after = Self.share(below: (Double(frame) + 0.5) / EditedSong.rate - centre, spread)
      weights[frame] += mass * (after - before)
      if let bar = moment.bar { bars[bar % 2][frame] += mass * (after - before) }
      before = after
    }
  }

  /// Says of the frames around the start of a bar that they are there.
  private mutating func mark(_ bar: Int, from start: Double, to end: Double, _ habits: CutHabits) {
    let near = max(CutGrid.tolerance, 2 * habits.spread)
    let first = max(0, EditedSong.frame(of: start - near))
    let last = min(parity.count - 1, EditedSong.frame(of: start + near))
    guard first <= last else { return }
    for frame in first...last {
      parity[frame] = Int8(bar % 2)
      nextBar[frame] = EditedSong.frame(of: end)
    }
  }

  /// The share of a normal distribution that lies below a value.
  private static func share(below value: Double, _ deviation: Double) -> Double {
    0.5 * erfc(-value / (deviation * 2.0.squareRoot()))
  }
}
