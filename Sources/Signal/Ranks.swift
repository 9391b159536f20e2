/// Ranks of numbers: what is loud or soft within a track, whatever its level.
public enum Ranks {
  /// Numbers closer than this differ by rounding only.
  private static let tolerance = 1e-9

  /// The rank of each number from 0 (lowest) to 1 (highest); equal numbers share the mean of theirs, and a single number,
  /// or all equal ones, have 0.5.
  public static func of(_ values: [Double]) -> [Double] {
    guard values.count > 1 else { return values.map { _ in 0.5 } }
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Double](repeating: 0, count: values.count)
    var first = 0
    while first < order.count {
      var last = first
      while last + 1 < order.count, values[order[last + 1]] - values[order[first]] <= tolerance { last += 1 }
      for place in first...last { ranks[order[place]] = Double(first + last) / 2 / Double(values.count - 1) }
      first = last + 1
    }
    return ranks
  }
}
