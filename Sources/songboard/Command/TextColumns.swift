import FoundationEssentials
import Glibc

/// How many characters fit in a line of text for people.
enum TextColumns {
  private static let usual = 80
  private static let possible = 20...1000

  /// The terminal's; 80 where there is none. `COLUMNS` in the environment counts before both.
  static var count: Int { terminal ?? usual }

  /// The terminal's; `nil` where the text goes into a file or another program.
  static var terminal: Int? {
    let told = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) }
    if let told, possible.contains(told) { return told }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, possible.contains(Int(size.ws_col)) else { return nil }
    return Int(size.ws_col)
  }
}

extension String {
  /// The text in lines of at most so many characters, parted at spaces; a longer word stands alone.
  func wrapped(to columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > columns {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    return lines + (line.isEmpty && !lines.isEmpty ? [] : [line])
  }

  /// Paragraphs in lines of at most so many characters. Lines that begin with a space stay as they are, but for those of a
  /// table: what is too long in its last column goes on below.
  func paragraphs(in columns: Int) -> String {
    var lines: [String] = []
    var paragraph: [Substring] = []
    func flowed() -> [String] { paragraph.isEmpty ? [] : paragraph.joined(separator: " ").wrapped(to: columns) }
    for line in split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty || line.hasPrefix(" ") {
        lines += flowed() + Self.row(line, columns)
        paragraph = []
      } else {
        paragraph.append(line)
      }
    }
    return (lines + flowed()).joined(separator: "\n")
  }

  /// A line of a table, `  name  what it is`, in lines of at most so many characters; any other as it is.
  private static func row(_ line: Substring, _ columns: Int) -> [String] {
    guard line.count > columns, !line.contains(" # "), let row = line.wholeMatch(of: /(  \S.*?  +)(\S.*)/) else {
      return [String(line)]
    }
    let (head, rest) = (String(row.1), String(row.2).wrapped(to: Swift.max(20, columns - row.1.count)))
    return rest.enumerated().map { ($0 == 0 ? head : String(repeating: " ", count: head.count)) + $1 }
  }
}
