import StageKit

/// Two rows of the report to be compared, as a setting names them: `RNN-KD - hRNN`.
struct RowPair {
  private let text: String
  private let names: [String]

  /// Reads a pair.
  ///
  /// - Throws: ``Failure`` if there are not two names.
  init(_ text: String) throws(Failure) {
    self.text = text
    names = text.split(separator: " - ").map(String.init)
    guard names.count == 2 else {
      throw Failure("compare: '\(text)' does not name two rows", remedy: "write it as `RNN-KD - hRNN`")
    }
  }

  /// The places of the two among the rows.
  ///
  /// - Throws: ``Failure`` with what may have been meant if one of them is no row.
  func places(among rows: [String]) throws(Failure) -> (first: Int, second: Int) {
    var places: [Int] = []
    for name in names {
      guard let place = rows.firstIndex(of: name) else {
        let hint = Spelling.closest(to: name, in: rows).map { "did you mean \($0)?" }
        throw Failure(
          "compare: '\(text)' names '\(name)', which is no row",
          remedy: hint ?? "the rows are \(rows.joined(separator: ", "))")
      }
      places.append(place)
    }
    return (places[0], places[1])
  }
}
