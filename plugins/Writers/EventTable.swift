import StageKit

/// Events as a table, a row per event; times are in seconds, in the fewest digits that read back as the same number.
enum EventTable {
  /// The table.
  static func document(_ events: Events) -> Document {
    let rows = events.events.map { event in
      [event.start.description, event.end.description, CSVRow.field(event.label), CSVRow.field(event.group)]
    }
    return Document(text: ([["start", "end", "label", "group"]] + rows).map(CSVRow.line).joined())
  }
}
