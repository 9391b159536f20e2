/// The choice of how many codewords a teacher's codebooks have.
public enum CodebookSize {
  /// The sizes that are tried.
  public static let candidates = [8, 16, 32, 64]

  /// The size whose teacher does best on the validation songs; ties go to the smaller one.
  ///
  /// - Parameters:
  ///   - sizes: What is tried.
  ///   - score: How good a teacher with a size is, higher for better, such as its frame accuracy.
  /// - Returns: `nil` if no score is a number.
  /// - Throws: What the score throws.
  public static func best(
    of sizes: [Int] = candidates, score: (Int) throws -> Double
  ) rethrows -> (size: Int, score: Double)? {
    var best: (size: Int, score: Double)?
    for size in sizes.sorted() {
      let score = try score(size)
      if score > best?.score ?? -.infinity { best = (size, score) }
    }
    return best
  }
}
