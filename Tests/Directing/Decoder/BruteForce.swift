import Glibc
import StageKit

@testable import Directing

/// All paths of a small lattice, each with its score: what the exact decoder is measured against.
struct BruteForce {
  let paths: [(path: [Segment], score: Double)]

  init(_ lattice: SegmentLattice, bonus: Double) {
    var paths: [(path: [Segment], score: Double)] = []
    func extend(_ path: [Segment], _ score: Double) {
      let here = path.last?.end ?? 0
      if here == lattice.end {
        let whole = score + lattice.closing[path.last?.type ?? 0]
        if whole > -.infinity { paths.append((path, whole)) }
        return
      }
      for end in lattice.starts.indices where lattice.starts[end].contains(here) {
        for type in 0..<lattice.types {
          var more = lattice.scores[lattice.segment(from: here, to: end) * lattice.types + type] + bonus
          if let last = path.last {
            let beforeLast = path.count > 1 ? path[path.count - 2].type : lattice.none
            more += lattice.transitions[(beforeLast * lattice.types + last.type) * lattice.types + type]
          } else {
            more += lattice.opening[type]
          }
          extend(path + [Segment(start: here, end: end, type: type)], score + more)
        }
      }
    }
    extend([], 0)
    self.paths = paths
  }

  /// The path with the highest score.
  var best: (path: [Segment], score: Double)? { paths.max { $0.score < $1.score } }

  /// The logarithm of the sum of all weights.
  var total: Double {
    let top = best?.score ?? 0
    return top + log(paths.reduce(0) { $0 + exp($1.score - top) })
  }

  /// The probability that a path has a property, or the mean of a number over the paths.
  func mean(_ number: ([Segment]) -> Double) -> Double {
    paths.reduce(0) { $0 + number($1.path) * exp($1.score - total) }
  }
}

extension SegmentLattice {
  /// A lattice with random scores; segments of one to `longest` steps. A type may follow itself where the seed is even.
  static func random(seed: UInt64, boundaries: Int, longest: Int, types: Int = 3) -> SegmentLattice {
    let chance = CounterRandom(seed: seed)
    return SegmentLattice(
      starts: (0..<boundaries).map { max(0, $0 - longest)..<$0 }, marks: (0..<boundaries).map(UInt64.init),
      opening: (0..<types).map { 2 * chance.uniform("opening", UInt64($0)) },
      closing: (0..<types).map { chance.uniform("closing", UInt64($0)) },
      transition: { beforeLast, last, next in
        guard last != next || seed.isMultiple(of: 2) else { return -.infinity }
        return chance.uniform("transition", UInt64(last), UInt64(next)) * 3 - (beforeLast == next ? 1 : 0)
      },
      score: { start, end, scores in
        for type in 0..<types {
          scores[scores.startIndex + type] = 4 * chance.uniform("score", UInt64(start), UInt64(end), UInt64(type)) - 2
        }
      })
  }
}
