/// The cheapest alignment of an output with a reference, as speech recognisers are scored.
///
/// Among equally cheap ones, the one is taken that, read from the end, prefers a pair to a deletion, and a deletion to an
/// insertion. Other rules give other pairs, and so other numbers that are counted on pairs.
public struct Alignment: Sendable, Hashable {
  /// A column of the alignment.
  public struct Column: Sendable, Hashable {
    /// The index in the reference; `nil` for an insertion.
    public let reference: Int?
    /// The index in the output; `nil` for a deletion.
    public let output: Int?

    /// A column of an alignment.
    public init(reference: Int?, output: Int?) {
      self.reference = reference
      self.output = output
    }
  }

  /// The columns, in order.
  public let columns: [Column]

  /// Aligns two sequences.
  ///
  /// - Complexity: O(reference x output) in time and memory.
  public init<Item: Equatable>(reference: [Item], output: [Item], costs: AlignmentCosts = AlignmentCosts()) {
    let width = output.count + 1
    var totals = [Int](repeating: 0, count: (reference.count + 1) * width)
    func pairing(_ i: Int, _ j: Int) -> Int {
      totals[(i - 1) * width + j - 1] + (reference[i - 1] == output[j - 1] ? 0 : costs.substitution)
    }
    func deletion(_ i: Int, _ j: Int) -> Int { totals[(i - 1) * width + j] + costs.deletion }
    for i in 0...reference.count {
      for j in 0...output.count where i + j > 0 {
        var total = Int.max
        if i > 0, j > 0 { total = pairing(i, j) }
        if i > 0 { total = min(total, deletion(i, j)) }
        if j > 0 { total = min(total, totals[i * width + j - 1] + costs.insertion) }
        totals[i * width + j] = total
      }
    }
    var columns: [Column] = []
    var (i, j) = (reference.count, output.count)
    while i > 0 || j > 0 {
      let total = totals[i * width + j]
      if i > 0, j > 0, total == pairing(i, j) {
        (i, j) = (i - 1, j - 1)
        columns.append(Column(reference: i, output: j))
      } else if i > 0, total == deletion(i, j) {
        i -= 1
        columns.append(Column(reference: i, output: nil))
      } else {
        j -= 1
        columns.append(Column(reference: nil, output: j))
      }
    }
    self.columns = columns.reversed()
  }
}

/// What the edits of an alignment cost. A match costs nothing.
public struct AlignmentCosts: Sendable, Hashable {
  /// A shot of another category.
  public var substitution: Int
  /// A shot of the output that the reference does not have.
  public var insertion: Int
  /// A shot of the reference that the output does not have.
  public var deletion: Int

  /// Costs, by default those of HTK's HResults for speech recognisers.
  public init(substitution: Int = 10, insertion: Int = 7, deletion: Int = 7) {
    self.substitution = substitution
    self.insertion = insertion
    self.deletion = deletion
  }
}
