import StageKit

/// Sections that a person wrote down: rows `start,end,label` or `start,end,label,group`, times in seconds.
///
/// A first row that starts with `start`, empty lines, and lines that start with `#` are passed over.
enum SectionFile {
  /// Reads the sections of a file.
  ///
  /// - Parameter name: The file's name for messages.
  /// - Throws: ``StageFailure`` that names the file and the line.
  static func sections(in bytes: [UInt8], name: String) throws(StageFailure) -> Events {
    var sections: [Event] = []
    let text = String(decoding: bytes, as: UTF8.self)
    let content = text.first == "\u{FEFF}" ? text.dropFirst() : text[...]
    for (index, line) in content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(trimmed)
      let first = fields.first ?? ""
      if fields == [""] || first.hasPrefix("#") || (sections.isEmpty && first.lowercased() == "start") { continue }
      do {
        sections.append(try section(fields, after: sections.last?.end ?? 0))
      } catch {
        throw StageFailure("\(name), line \(index + 1): \(error.reason)", remedy: error.remedy)
      }
    }
    guard !sections.isEmpty else {
      throw StageFailure("\(name) holds no section", remedy: "rows are start,end,label or start,end,label,group")
    }
    return Events(sections)
  }

  private static func section(_ fields: [String], after previousEnd: Double) throws(StageFailure) -> Event {
    guard (3...4).contains(fields.count) else {
      throw StageFailure("found \(fields.count) fields", remedy: "rows are start,end,label or start,end,label,group")
    }
    let start = try seconds(fields[0])
    let end = try seconds(fields[1])
    guard start < end else { throw StageFailure("the section ends at \(end.text) s, not after its start") }
    guard start >= previousEnd else {
      throw StageFailure(
        "the section starts at \(start.text) s, but the one before ends at \(previousEnd.text) s",
        remedy: "write sections in order and without overlap")
    }
    let role = try Role(label: fields[2])
    return Event(from: start, to: end, label: role.rawValue, group: fields.count == 4 ? fields[3] : role.rawValue)
  }

  private static func seconds(_ field: String) throws(StageFailure) -> Double {
    guard let seconds = Double(field), seconds >= 0, seconds <= 1e6 else {
      throw StageFailure("expected a time in seconds, found '\(field)'")
    }
    return seconds
  }

  private static func trimmed(_ field: Substring) -> String {
    let start = field.drop { $0 == " " || $0 == "\t" }
    let end = start.lastIndex { $0 != " " && $0 != "\t" } ?? start.startIndex
    return start.isEmpty ? "" : String(start[...end])
  }
}
