/// All ways to cut a track: boundaries in order, the segments between them that may be shots, and what each scores.
///
/// Types are numbered from 0. All scores are natural logarithms of weights.
struct SegmentLattice {
  /// How many types there are.
  let types: Int
  /// By boundary: the boundaries at which a segment that ends here may start; empty for boundary 0.
  let starts: [Range<Int>]
  /// By boundary: a number that draws made there hang on.
  let marks: [UInt64]
  /// By boundary: how many segments end at earlier boundaries, which is the number of the first that ends here.
  let offsets: [Int]
  /// By segment and type: the score of the segment as a shot of the type. Shape (segments, types).
  let scores: [Double]
  /// By type: the score of opening with it.
  let opening: [Double]
  /// By three types in a row: the score of the last after the other two. Shape (types + 1, types, types): the first type
  /// may be ``none``.
  let transitions: [Double]
  /// By type: the score of ending with it.
  let closing: [Double]

  /// A lattice.
  ///
  /// - Parameters:
  ///   - starts: One range per boundary, each below its boundary.
  ///   - marks: One number per boundary, none twice.
  ///   - opening: One score per type.
  ///   - closing: One score per type.
  ///   - transition: The score of type `next` after `last` after `beforeLast`, which is `nil` at the second shot; minus
  ///     infinity rules it out.
  ///   - score: Fills in the scores, one per type, of the segment from one boundary to another.
  init(
    starts: [Range<Int>], marks: [UInt64], opening: [Double], closing: [Double]? = nil,
    transition: (_ beforeLast: Int?, _ last: Int, _ next: Int) -> Double,
    score: (_ start: Int, _ end: Int, _ scores: inout ArraySlice<Double>) -> Void
  ) {
    let types = opening.count
    self.types = types
    self.starts = starts
    self.marks = marks
    self.opening = opening
    self.closing = closing ?? opening.map { _ in 0 }
    var offsets: [Int] = []
    var segments = 0
    for range in starts {
      offsets.append(segments)
      segments += range.count
    }
    self.offsets = offsets

    var scores = [Double](repeating: 0, count: segments * types)
    for (end, range) in starts.enumerated() {
      for start in range {
        let first = (offsets[end] + start - range.lowerBound) * types
        score(start, end, &scores[first..<first + types])
      }
    }
    self.scores = scores

    var transitions: [Double] = []
    transitions.reserveCapacity((types + 1) * types * types)
    for beforeLast in 0...types {
      for last in 0..<types {
        for next in 0..<types { transitions.append(transition(beforeLast < types ? beforeLast : nil, last, next)) }
      }
    }
    self.transitions = transitions
  }

  private init(_ lattice: SegmentLattice, scores: [Double]) {
    types = lattice.types
    starts = lattice.starts
    marks = lattice.marks
    offsets = lattice.offsets
    opening = lattice.opening
    closing = lattice.closing
    transitions = lattice.transitions
    self.scores = scores
  }

  /// The same lattice in which each segment pays for its length by its type.
  ///
  /// - Parameters:
  ///   - prices: By type: what a unit of length takes from a segment's score.
  ///   - places: By boundary: where it lies, in units of length.
  func charging(_ prices: [Double], places: [Double]) -> SegmentLattice {
    guard prices.contains(where: { $0 != 0 }) else { return self }
    var scores = scores
    for (end, range) in starts.enumerated() {
      for start in range {
        let first = segment(from: start, to: end) * types
        let length = places[end] - places[start]
        for type in 0..<types { scores[first + type] -= prices[type] * length }
      }
    }
    return SegmentLattice(self, scores: scores)
  }

  /// The type that stands for "no shot before" where two types in a row are told.
  var none: Int { types }

  /// The number of the last boundary: the track's end.
  var end: Int { starts.count - 1 }

  /// The number of a segment.
  func segment(from start: Int, to end: Int) -> Int {
    offsets[end] + start - starts[end].lowerBound
  }
}

/// A shot on the lattice: between two boundaries, of one type.
struct Segment: Hashable {
  /// The boundary where it starts.
  let start: Int
  /// The boundary where it ends.
  let end: Int
  /// The number of its type.
  let type: Int
}
