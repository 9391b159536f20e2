/// What is wrong with a file, collected while it is read, so that all of it is said at once.
public struct Diagnostics: Sendable {
  /// How many errors are worth showing; a file with more did not go wrong, it is another kind of file.
  private static let limit = 100
  /// How many a single sentence can hold.
  private static let mostInFailure = 20

  /// The file, as the user named it.
  public let file: String
  private var diagnostics: [Diagnostic] = []

  /// No diagnostics yet.
  ///
  /// - Parameter file: The file, as the user named it.
  public init(file: String) {
    self.file = file
  }

  /// How many there are; of more than 100 errors only the first are kept.
  public var count: Int { diagnostics.count }

  /// Whether there have been so many errors that no more are shown.
  public var isFull: Bool { count > Self.limit }

  /// Whether there has been an error.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// The diagnostics by line and column; those of one place in the order of their discovery.
  public var sorted: [Diagnostic] {
    diagnostics.enumerated()
      .sorted { ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset) }
      .map(\.element)
  }

  /// Throws if there has been an error, for callers that fail with one message.
  ///
  /// - Throws: ``Failure`` with the first errors, one after another, and how many more there are.
  public func check() throws(Failure) {
    let errors = sorted.filter { $0.severity == .error }
    guard !errors.isEmpty else { return }
    let more = errors.count > Self.mostInFailure ? ["\(errors.count - Self.mostInFailure) more"] : []
    throw Failure((errors.prefix(Self.mostInFailure).map(\.description) + more).joined(separator: "; "))
  }
}

// MARK: Adding

extension Diagnostics {
  /// An error at a place of the file; the message is not made if there are too many already.
  public mutating func error(_ mark: Mark, _ message: @autoclosure () -> String) {
    error(file: file, mark, message())
  }

  /// An error in a line of the file, counted from 1; 0 is the file as a whole.
  public mutating func error(_ line: Int, _ message: @autoclosure () -> String) {
    error(Mark(line: line), message())
  }

  /// What kept the file from being read any further.
  public mutating func error(_ error: ReadingError) {
    self.error(error.mark, error.message)
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
    if count < Self.limit {
      add(.error, file: file, mark, message())
    } else if count == Self.limit {
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
