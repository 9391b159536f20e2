/// A message about a place in a file: `file:line:column: error: message`.
public struct Diagnostic: Sendable, Hashable, CustomStringConvertible {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// The file cannot be used.
    case error
    /// The file can be used, but perhaps does not do what its author meant.
    case warning
  }

  /// How bad it is.
  public let severity: Severity
  /// The file, as the user named it.
  public let file: String
  /// The line, counted from 1; 0 where the message is about the whole file.
  public let line: Int
  /// The column in characters, counted from 1; 0 where the message is about the whole file.
  public let column: Int
  /// What is wrong, and the way out.
  public let message: String

  /// A message about a place in a file.
  public init(_ severity: Severity = .error, file: String, line: Int = 0, column: Int = 0, _ message: String) {
    self.severity = severity
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  /// The message in the form that editors and compilers' users know.
  public var description: String {
    let place = line > 0 ? "\(file):\(line):\(column)" : file
    return "\(place): \(severity.rawValue): \(message)"
  }
}
