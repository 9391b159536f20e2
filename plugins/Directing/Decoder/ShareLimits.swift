/// How long each type may be seen on a lattice's paths, in whole units of length such as frames.
struct ShareLimits {
  /// By boundary: where it lies.
  let places: [Int]
  /// The least and the most length by type; types without limits are free.
  let limits: [Int: ClosedRange<Int>]

  /// The types that have limits, in order.
  var types: [Int] { limits.keys.sorted() }

  /// How long a type is seen on a path.
  func length(of type: Int, on path: [Segment]) -> Int {
    path.reduce(0) { $1.type == type ? $0 + places[$1.end] - places[$1.start] : $0 }
  }

  /// Whether all limits hold on a path.
  func hold(on path: [Segment]) -> Bool {
    limits.allSatisfy { type, limit in limit.contains(length(of: type, on: path)) }
  }

  /// How long each type is seen where all paths count by their weight.
  func lengths(_ posterior: SemiMarkov.Posterior, types: Int) -> [Double] {
    var lengths = [Double](repeating: 0, count: types)
    for stretch in places.indices.dropLast() {
      let length = Double(places[stretch + 1] - places[stretch])
      for type in 0..<types { lengths[type] += length * posterior.marginals[stretch * types + type] }
    }
    return lengths
  }
}
