/// How much steps differ from those before them.
extension MeterSteps {
  /// How much the harmony of so many steps before a step and from it on differs, 0 to 1, for each step that has as many on
  /// both sides.
  func changesOfHarmony(within reach: Int) -> StepSeries {
    changes(of: harmony, width: Self.pitches, reach: reach) { before, after in
      let product = zip(before, after).reduce(0) { $0 + $1.0 * $1.1 }
      return 1 - product / max(1e-9, Self.length(before) * Self.length(after))
    }
  }

  /// How much the mean timbre of so many steps before a step and from it on differs, in deviations of the song's timbre.
  func changesOfTimbre(within reach: Int) -> StepSeries {
    changes(of: timbre, width: Self.colours, reach: reach) { before, after in
      let squares = zip(before, after).reduce(0) { $0 + ($1.1 - $1.0) * ($1.1 - $1.0) }
      return (squares / Double(Self.colours)).squareRoot() / Double(reach)
    }
  }

  private static func length(_ row: [Double]) -> Double { row.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  /// A measure of the sums of the rows before and from each step on.
  private func changes(
    of rows: [Double], width: Int, reach: Int, _ measure: ([Double], [Double]) -> Double
  ) -> StepSeries {
    var totals = [Double](repeating: 0, count: rows.count + width)
    for index in rows.indices { totals[index + width] = totals[index] + rows[index] }
    func sum(_ from: Int, _ to: Int) -> [Double] {
      (0..<width).map { totals[to * width + $0] - totals[from * width + $0] }
    }
    let places = reach..<max(reach, count - reach + 1)
    return StepSeries(places.map { measure(sum($0 - reach, $0), sum($0, $0 + reach)) }, from: reach)
  }
}
