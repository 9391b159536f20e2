import Glibc

/// The exact semi-Markov model over a lattice: a path's weight is the product of its segments' weights, of the opening's
/// and of each transition's, which sees two types back.
///
/// Its three uses are in the extensions: the best path, the sums over all paths (posterior), and drawing a path.
/// The state at a boundary is the pair of the last two types, the first of which may be "none".
/// - Complexity: O(segments x types² + boundaries x types³) for each pass.
struct SemiMarkov {
  let lattice: SegmentLattice
  /// By segment: the highest of its scores.
  let tops: [Double]
  /// By segment and type: exp(score - top), so that a sum needs one exponential per segment.
  let weights: [Double]
  /// exp of the transitions.
  let steps: [Double]

  init(_ lattice: SegmentLattice) {
    self.lattice = lattice
    let types = lattice.types
    var tops: [Double] = []
    var weights: [Double] = []
    tops.reserveCapacity(lattice.scores.count / max(1, types))
    weights.reserveCapacity(lattice.scores.count)
    for first in stride(from: 0, to: lattice.scores.count, by: max(1, types)) {
      let scores = lattice.scores[first..<first + types]
      let top = scores.max() ?? 0
      tops.append(top)
      for score in scores { weights.append(top > -.infinity ? exp(score - top) : 0) }
    }
    self.tops = tops
    self.weights = weights
    steps = lattice.transitions.map { exp($0) }
  }

  /// The number of states: pairs of types, of which the first may be none.
  var states: Int { (lattice.types + 1) * lattice.types }

  /// The types that may stand before a segment from a boundary: none before the first, else one.
  func typesBefore(_ start: Int) -> Range<Int> {
    start == 0 ? lattice.none..<lattice.none + 1 : 0..<lattice.types
  }
}
