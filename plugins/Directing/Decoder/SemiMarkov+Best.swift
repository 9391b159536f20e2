extension SemiMarkov {
  /// The path with the highest score (Viterbi), and that score.
  ///
  /// Ties go to the earlier boundary and the earlier type, so that the same lattice always gives the same path.
  ///
  /// - Parameter bonus: Added to the score of every segment: above 0 it favours many short shots.
  /// - Returns: `nil` if no path leads to the end.
  func best(bonus: Double) -> (score: Double, path: [Segment])? {
    let types = lattice.types
    let count = lattice.starts.count
    guard count > 1 else { return nil }
    // Score of the best path that ends at a boundary in a state, and of the best that goes on from it in a state.
    var ending = [Double](repeating: -.infinity, count: count * states)
    var leaving = ending
    var startOf = [Int32](repeating: -1, count: count * states)
    var typeBefore = [Int16](repeating: -1, count: count * states)
    for type in 0..<types { leaving[lattice.none * types + type] = lattice.opening[type] }

    for end in 1..<count {
      let here = end * states
      for start in lattice.starts[end] {
        let scores = lattice.segment(from: start, to: end) * types
        let segmentScores = lattice.scores.span
        let before = leaving.span
        var best = ending.mutableSpan
        var from = startOf.mutableSpan
        for last in typesBefore(start) {
          let (out, here) = (start * states + last * types, here + last * types)
          for type in 0..<types {
            let score = before[unchecked: out &+ type] + segmentScores[unchecked: scores &+ type] + bonus
            if score > best[unchecked: here &+ type] {
              best[unchecked: here &+ type] = score
              from[unchecked: here &+ type] = Int32(truncatingIfNeeded: start)
            }
          }
        }
      }
      for state in 0..<states where ending[here + state] > -.infinity {
        let last = state % types
        for next in 0..<types {
          let score = ending[here + state] + lattice.transitions[state * types + next]
          if score > leaving[here + last * types + next] {
            leaving[here + last * types + next] = score
            typeBefore[here + last * types + next] = Int16(state / types)
          }
        }
      }
    }

    let final = (0..<states).map { ending[lattice.end * states + $0] + lattice.closing[$0 % types] }
    guard let score = final.max(), score > -.infinity, var state = final.firstIndex(of: score) else { return nil }
    var end = lattice.end
    var path: [Segment] = []
    while end > 0 {
      let start = Int(startOf[end * states + state])
      path.append(Segment(start: start, end: end, type: state % types))
      if start > 0 { state = Int(typeBefore[start * states + state]) * types + state / types }
      end = start
    }
    return (score, path.reversed())
  }
}
