import StageKit

/// What is wrong with a file that another program wrote, or a person: by line, all of it up to a limit.
public struct Findings: Sendable {
  /// More errors than this say nothing new.
  public static let limit = 50

  /// The file, as the user named it.
  public let file: String
  /// The diagnostics in the order of their discovery.
  public private(set) var diagnostics: [Diagnostic] = []

  /// Nothing wrong yet.
  public init(file: String) {
    self.file = file
  }

  /// Whether nothing is wrong.
  public var isClean: Bool { diagnostics.isEmpty }

  /// An error in a line, counted from 1; 0 is the file as a whole.
  public mutating func error(_ line: Int, _ message: @autoclosure () -> String) {
    guard diagnostics.count < Self.limit else { return }
    diagnostics.append(Diagnostic(file: file, line: line, column: line > 0 ? 1 : 0, message()))
  }

  /// Throws if something is wrong.
  ///
  /// - Throws: ``Failure`` with the diagnostics, one after another.
  public func check() throws(Failure) {
    guard !isClean else { return }
    throw Failure(diagnostics.map(\.description).joined(separator: "; "))
  }
}
