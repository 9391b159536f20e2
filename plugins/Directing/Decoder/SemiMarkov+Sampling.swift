import Glibc
import StageKit

extension SemiMarkov {
  /// Draws a path with the probability that the model gives it (forward filtering, backward sampling).
  ///
  /// Each choice hangs on the boundary where it is made and on nothing drawn before.
  ///
  /// - Parameter sums: What ``forward(bonus:)`` gave.
  func sample(_ sums: PathSums, by chance: CounterRandom) -> [Segment] {
    let types = lattice.types
    var end = lattice.end
    var state = pick(states, chance.uniform("last shot")) { sums.ending[end * states + $0] }
    var path: [Segment] = []
    while end > 0 {
      let boundary = lattice.marks[end]
      let type = state % types
      let starts = lattice.starts[end]
      let scale = starts.map { sums.scales[$0] + tops[lattice.segment(from: $0, to: end)] }.max() ?? 0
      let start =
        starts.lowerBound
        + pick(starts.count, chance.uniform("shot start", boundary)) { index in
          let start = starts.lowerBound + index
          let segment = lattice.segment(from: start, to: end)
          return sums.leaving[start * states + state] * weights[segment * types + type]
            * exp(sums.scales[start] + tops[segment] - scale)
        }
      path.append(Segment(start: start, end: end, type: type))
      if start > 0 {
        let last = state / types
        let beforeLast = pick(types + 1, chance.uniform("type before", boundary)) { type in
          sums.ending[start * states + type * types + last] * steps[(type * types + last) * types + state % types]
        }
        state = beforeLast * types + last
      }
      end = start
    }
    return path.reversed()
  }

  /// Picks one of some choices with a probability in proportion to its weight, by a number in (0, 1).
  private func pick(_ count: Int, _ number: Double, weight: (Int) -> Double) -> Int {
    let weights = (0..<count).map(weight)
    var left = number * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() where weight > 0 {
      left -= weight
      if left < 0 { return index }
    }
    // Rounding may leave a crumb; it belongs to the last choice that is possible.
    return weights.lastIndex { $0 > 0 } ?? 0
  }
}
