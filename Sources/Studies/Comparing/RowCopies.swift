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
  func note(of row: Int) -> String? { nameOfOriginal(of: row).map { "the same as \($0)" } }

  /// What rows have the numbers of which, in a sentence; `nil` if none has. A system is named once, where it can be.
  var sentence: String? {
    var parts: [String] = []
    for row in rows.indices {
      guard let name = nameOfOriginal(of: row) else { continue }
      let arms = rows.indices.filter { rows[$0].system == rows[row].system }
      let others = Set(arms.map { original(of: $0)?.system })
      let part =
        if let other = others.first ?? nil, others.count == 1, other != rows[row].system {
          "\(rows[row].system) of \(other)"
        } else {
          "\(rows[row].name) of \(name)"
        }
      if !parts.contains(part) { parts.append(part) }
    }
    guard !parts.isEmpty else { return nil }
    return "Rows that have the same numbers as a row above count for nothing there: \(parts.joined(separator: ", "))."
  }

  /// The row whose numbers a row has, and in how many seeds, where it is not all.
  private func nameOfOriginal(of row: Int) -> String? {
    originals[row].map { original in
      rows[original.row].name
        + (original.isAlways ? "" : " in \(original.count) of \(rows[row].reports.count) seeds")
    }
  }
}
