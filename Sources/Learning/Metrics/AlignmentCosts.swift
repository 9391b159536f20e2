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
