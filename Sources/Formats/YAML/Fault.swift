/// Why a text cannot be read any further.
public struct Fault: Error {
  /// Where.
  public let mark: Mark
  /// What is wrong, and the way out.
  public let message: String

  /// A fault at a place.
  public init(mark: Mark, message: String) {
    self.mark = mark
    self.message = message
  }
}
