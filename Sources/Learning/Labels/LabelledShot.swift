/// A shot of an edit that a person made: when it is seen, and its type.
public struct LabelledShot: Sendable, Hashable {
  /// When it starts, in seconds.
  public let start: Double
  /// When it ends, in seconds, after its start.
  public let end: Double
  /// The column of its type in the vocabulary.
  public let type: Int

  /// A shot of an edit.
  public init(start: Double, end: Double, type: Int) {
    self.start = start
    self.end = end
    self.type = type
  }
}
