/// Where music that comes back starts: how much likelier than elsewhere a border is there.
///
/// Blocks moved by a bar are nearly as alike within, since a voice's pick-up belongs to the bar before. But where a part
/// starts, bars are like those of its other times, and the bars before are not. By border: the mean over the other bars of
/// a² (f - p), with f how alike the two bars are that start at both places, a that above the track's mean, and p how alike
/// the bars before them are.
/// - Complexity: O(count x reach) in time, O(count) in memory.
struct RepeatStarts {
  /// By border, from 0 to the number of bars: the mean in deviations of all; 0 where nothing comes back.
  let strengths: [Double]

  /// Bars closer than this are alike because music changes slowly, not because it comes back.
  private static let nearest = 4
  /// Music comes back within so many bars; long tracks are many songs.
  private static let reach = 400

  /// Compares each place of a track with the others.
  init(_ likeness: BarLikeness) {
    let count = likeness.count
    var sums = [Double](repeating: 0, count: count + 1)
    var others = sums
    for lag in stride(from: Self.nearest, through: min(Self.reach, count - 3), by: 1) {
      let alike = (0..<count - lag).map { likeness[$0, $0 + lag] }
      for first in 1..<alike.count - 1 {
        let following = (alike[first] + alike[first + 1]) / 2
        let above = max(0, following - likeness.mean)
        for border in [first, first + lag] {
          sums[border] += above * above * (following - alike[first - 1])
          others[border] += 1
        }
      }
    }
    let means = zip(sums, others).map { $0 / max(1, $1) }
    let deviation = Spread(Array(means.dropFirst().dropLast())).deviation
    strengths = means.map { deviation > 0 ? $0 / deviation : 0 }
  }
}
