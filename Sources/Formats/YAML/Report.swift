import StageKit

/// The diagnostics of one YAML file while it is checked, so that all that is wrong is said at once.
public struct Report {
  /// How many errors are worth showing; a file with more did not go wrong, it is another kind of file.
  static let limit = 100

  private let file: String
  private var diagnostics: [Diagnostic] = []

  /// No diagnostics yet.
  ///
  /// - Parameter file: The file, as the user named it.
  public init(file: String) {
    self.file = file
  }

  /// Whether there have been so many errors that no more are shown.
  public var isFull: Bool { diagnostics.count > Self.limit }

  /// Whether there has been an error.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// The diagnostics by line and column; those of one place in the order of their discovery.
  public var sorted: [Diagnostic] {
    diagnostics.enumerated()
      .sorted { ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset) }
      .map(\.element)
  }

  /// An error at a place of the file; the message is not made if there are too many already.
  public mutating func error(_ mark: Mark, _ message: @autoclosure () -> String) {
    error(file: file, mark, message())
  }

  /// An error of what takes the place of the file, such as an override from the command line.
  public mutating func error(in source: String, _ message: @autoclosure () -> String) {
    error(file: source, .whole, message())
  }

  /// A warning at a place of the file.
  public mutating func warning(_ mark: Mark, _ message: String) {
    add(.warning, file: file, mark, message)
  }

  private mutating func error(file: String, _ mark: Mark, _ message: @autoclosure () -> String) {
    if diagnostics.count < Self.limit {
      add(.error, file: file, mark, message())
    } else if diagnostics.count == Self.limit {
      add(.error, file: file, .whole, "more than \(Self.limit) errors; the rest are not shown")
    }
  }

  private mutating func add(_ severity: Diagnostic.Severity, file: String, _ mark: Mark, _ message: String) {
    diagnostics.append(
      Diagnostic(severity, file: file, line: mark.line, column: mark.column, Self.printable(message)))
  }

  /// One line of bounded length: a message quotes the file, which may hold anything.
  private static func printable(_ message: String) -> String {
    let longest = 1000
    let shown = message.unicodeScalars.prefix(longest)
    let escaped = shown.map { scalar in
      scalar.properties.generalCategory == .control ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }
    return escaped.joined() + (shown.endIndex < message.endIndex ? "..." : "")
  }
}

extension Report {
  /// `unknown input 'x' of 'cuts'`, and the nearest known word or else all of them.
  public static func unknown(_ what: String, _ word: String, of owner: String? = nil, among known: [String]) -> String {
    let reason = "unknown \(what) '\(word)'" + (owner.map { " of '\($0)'" } ?? "")
    if let meant = Spelling.closest(to: word, in: known) { return "\(reason); did you mean '\(meant)'?" }
    guard !known.isEmpty else { return "\(reason); there are none" }
    return "\(reason); known: \(known.joined(separator: ", "))"
  }
}
