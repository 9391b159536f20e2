import Glibc

/// A line on stderr that tells how far work is: overwritten on a terminal, elsewhere written now and then.
struct ProgressLine {
  /// How often a plain line tells, in seconds.
  private static let interval = Duration.seconds(5)

  private let isTerminal = isatty(STDERR_FILENO) == 1
  private var last = ContinuousClock.now

  /// Shows a text in place of the one before.
  mutating func show(_ text: String) {
    if isTerminal {
      Console.raw("\r\u{1B}[K\(Console.printable(text))")
    } else if ContinuousClock.now - last >= Self.interval {
      last = .now
      Console.message(Console.printable(text))
    }
  }

  /// Clears the line.
  func clear() {
    if isTerminal { Console.raw("\r\u{1B}[K") }
  }
}
