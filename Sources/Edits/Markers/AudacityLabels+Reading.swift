import StageKit

extension AudacityLabels {
  /// Reads labels: start and end in seconds and the label, between tabs. Lines that begin with `\` tell of frequencies.
  static func read(_ bytes: [UInt8], into reading: inout MarkReading) throws(ReadingError) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ReadingError(line: 0, message: "the text is not UTF-8; save the file as UTF-8")
    }
    let lines = text.replacing("\r\n", with: "\n").split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" }
    for (index, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) && !line.hasPrefix("\\") {
      let fields = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
      guard fields.count >= 2, let start = Double(fields[0]), let end = Double(fields[1]), start >= 0, end.isFinite
      else {
        reading.findings.error(
          index + 1,
          "expected a label's start and end in seconds and its text, between tabs; what is read is "
            + MarkReader.formats)
        // What has no such first line is no list of labels: one message says all.
        if index == 0 { return }
        continue
      }
      reading.add(fields.count > 2 ? fields[2] : "", at: index + 1) { _ throws(Failure) in (start, end) }
    }
  }
}
