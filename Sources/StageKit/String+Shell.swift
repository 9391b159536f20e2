extension String {
  /// The text as one word of a shell's command line: between single quotes, unless it has only letters, digits and
  /// `_@%+=:,./-`. Source: POSIX.1-2017, Shell Command Language, 2.2 Quoting.
  public var shellWord: String {
    let isPlain = allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_@%+=:,./-".contains($0)) }
    return isPlain && !isEmpty ? self : "'\(replacing("'", with: "'\\''"))'"
  }
}
