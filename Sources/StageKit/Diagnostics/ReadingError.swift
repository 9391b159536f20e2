/// Why a text cannot be read any further.
public struct ReadingError: Error, Sendable, Hashable {
  /// Where.
  public let mark: Mark
  /// What is wrong, and the way out.
  public let message: String

  /// An error at a place.
  public init(mark: Mark, message: String) {
    self.mark = mark
    self.message = message
  }

  /// An error in a line, counted from 1; 0 is the text as a whole.
  public init(line: Int, message: String) {
    self.init(mark: Mark(line: line), message: message)
  }
}
