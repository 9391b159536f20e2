/// Rows of a study that have the numbers of a row before them, and say nothing of their own there.
struct RowCopies: Sendable {
  /// A row before another.
  struct Original: Sendable, Hashable {
    /// Its place among the rows.
    let row: Int
    /// In how many replicates the later row has its numbers.
    let count: Int
    /// Whether that is all replicates that the later row has.
    let isAlways: Bool
  }

  /// By row: the row before it whose numbers it has most often; `nil` if it never has any's.
  let originals: [Original?]
  private let rows: [StudyRow]

  init(_ rows: [StudyRow]) {
    self.rows = rows
    originals = rows.indices.map { later in
      var found: Original?
      for earlier in rows[..<later].indices {
        let count = rows[later].agreements(with: rows[earlier])
        guard count > found?.count ?? 0 else { continue }
        found = Original(row: earlier, count: count, isAlways: count == rows[later].reports.count)
      }
      return found
    }
  }

  /// The row that a row is a copy of; `nil` of one that has numbers of its own.
  func original(of row: Int) -> StudyRow? {
    originals[row].flatMap { $0.isAlways ? rows[$0.row] : nil }
  }

  /// What stands below a row's name; `nil` of one whose numbers are all its own.
  func note(of row: Int) -> String? {
    originals[row].map { original in
      "the same as \(rows[original.row].name)"
        + (original.isAlways ? "" : " in \(original.count) of \(rows[row].reports.count) seeds")
    }
  }

  /// Which systems have the numbers of which, all arms together, in a sentence; `nil` if none has.
  var sentence: String? {
    let systems = rows.map(\.system).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let parts = systems.flatMap { system -> [String] in
      let arms = rows.indices.filter { rows[$0].system == system }
      let runs = arms.reduce(0) { $0 + rows[$1].reports.count }
      return systems.compactMap { other in
        let copied = arms.compactMap { originals[$0] }.filter { rows[$0.row].system == other }
          .reduce(0) { $0 + $1.count }
        guard copied > 0 else { return nil }
        let name = "\(system) has those of \(other == system ? "another arm" : other)"
        return copied == runs ? name : "\(name) in \(copied) of \(runs) runs"
      }
    }
    guard !parts.isEmpty else { return nil }
    return "Rows with the numbers of a row above say nothing of their own: \(parts.joined(separator: ", "))."
  }
}
