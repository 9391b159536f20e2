import Glibc

/// The two ways out of the program: data on stdout, text for people on stderr.
enum Console {
  /// Prints data.
  static func data(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Tells people something.
  static func message(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  /// Prints text as it is on stderr.
  static func raw(_ text: String) { write(text, to: STDERR_FILENO) }

  /// The text on one line, without what a terminal would obey: names of files may hold anything.
  static func printable(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .control ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }.joined()
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
