import Formats

/// A row of the statistics: what was measured, and whether it is as it should be.
struct CorpusCheck {
  /// What the row's verdict is.
  enum Verdict: String {
    case pass
    case fail
    /// There is nothing to measure, or too few tracks to judge.
    case open
  }

  /// The group of tracks by tempo, such as `90-120 bpm`.
  let group: String
  /// How many tracks are in the group.
  let tracks: Int
  /// What is measured.
  let name: String
  /// The number; `nil` if there is nothing to measure.
  let value: Double?
  /// What passes, for people.
  let limit: String
  /// Whether the number passes.
  let verdict: Verdict

  /// The row as a line of CSV: group, tracks, check, value, limit, verdict.
  var line: String {
    let number = value.map { "\(($0 * 1000).rounded() / 1000)" } ?? ""
    return "\(group),\(tracks),\(CSV.field(name)),\(number),\(limit),\(verdict.rawValue)\n"
  }
}
