/// Did-you-mean: the nearest known word to a misspelt one.
public enum Spelling {
  /// The most edits that still count as a slip of the hand.
  private static let most = 4
  /// The longest word that is looked at, in bytes.
  private static let longest = 64

  /// The candidate with the fewest edits, if a slip of the hand explains the difference.
  ///
  /// Edits are insertion, deletion, substitution and the swap of neighbours, each worth 1 (optimal string alignment); at
  /// most a third of the word's length, at least one and at most four are allowed. The case of ASCII letters is free.
  /// Edits are counted in bytes of UTF-8, as known words are ASCII. Ties go to the earlier candidate.
  public static func closest(to word: String, in candidates: some Sequence<String>) -> String? {
    guard word.utf8.count <= longest else { return nil }
    let written = folded(word)
    var allowed = min(most, max(1, written.count / 3))
    var best: String?
    for candidate in candidates where abs(candidate.utf8.count - written.count) <= allowed {
      guard let distance = edits(written, folded(candidate), atMost: allowed) else { continue }
      best = candidate
      if distance == 0 { break }
      allowed = distance - 1
    }
    return best
  }

  /// `unknown input 'x' of 'cuts'`, and the nearest known word or else all of them.
  public static func unknown(_ what: String, _ word: String, of owner: String? = nil, among known: [String]) -> String {
    let reason = "unknown \(what) '\(word)'" + (owner.map { " of '\($0)'" } ?? "")
    if let meant = closest(to: word, in: known) { return "\(reason); did you mean '\(meant)'?" }
    guard !known.isEmpty else { return "\(reason); there are none" }
    return "\(reason); known: \(known.joined(separator: ", "))"
  }

  private static func folded(_ word: String) -> [UInt8] {
    word.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
  }

  /// The number of edits; `nil` if there are more than allowed. Only the cells that so few edits can reach are filled.
  private static func edits(_ a: [UInt8], _ b: [UInt8], atMost allowed: Int) -> Int? {
    let tooMany = allowed + 1
    var beforeLast = [Int](repeating: tooMany, count: b.count + 1)
    var last = (0...b.count).map { min($0, tooMany) }
    var row = beforeLast
    for i in a.indices {
      row[0] = min(i + 1, tooMany)
      var least = row[0]
      let first = max(0, i - allowed)
      let end = min(b.count, i + allowed + 1)
      if first > 0 { row[first] = tooMany }
      for j in first..<max(first, end) {
        var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        row[j + 1] = min(cost, tooMany)
        least = min(least, row[j + 1])
      }
      if end < b.count { row[end + 1] = tooMany }
      // A swap reaches back two rows, but never for less than the row between.
      guard least <= allowed else { return nil }
      (beforeLast, last, row) = (last, row, beforeLast)
    }
    return last[b.count] <= allowed ? last[b.count] : nil
  }
}
