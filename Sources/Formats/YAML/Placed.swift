import StageKit

/// A value with the place where it was written.
public struct Placed<Value: Sendable>: Sendable {
  /// The value.
  public let value: Value
  /// Where it was written.
  public let mark: Mark

  /// A value with its place.
  public init(value: Value, mark: Mark) {
    self.value = value
    self.mark = mark
  }
}
