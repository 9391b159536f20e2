import Glibc

@testable import Directing

/// All paths of a small lattice, each with its score: what the exact decoder is measured against.
struct BruteForce {
  let paths: [(path: [Segment], score: Double)]

  init(_ lattice: SegmentLattice, bonus: Double) {
    var paths: [(path: [Segment], score: Double)] = []
    func extend(_ path: [Segment], _ score: Double) {
      let here = path.last?.end ?? 0
      if here == lattice.end {
        paths.append((path, score))
        return
      }
      for end in lattice.starts.indices where lattice.starts[end].contains(here) {
        for type in 0..<lattice.types where type != path.last?.type {
          var more = lattice.scores[lattice.segment(from: here, to: end) * lattice.types + type] + bonus
          if let last = path.last {
            let beforeLast = path.count > 1 ? path[path.count - 2].type : last.type
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
