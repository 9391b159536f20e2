/// Correlations of many windows along two recordings, and the line that their peaks lie on.
///
/// Meant for 8 kHz: lengths of a millisecond below are eight samples.
public struct WindowLags {
  /// Samples that are pooled to one number for the search of the line: a millisecond.
  static let pool = 8
  /// How many pooled numbers an echo may fill: the peak of a dry room, a room, and a hall.
  static let widths = [2, 5, 16]
  /// A correlation beyond this many standard deviations counts as this: one window is not to outvote the others.
  static let limit: Float = 6

  /// The longest lag, in samples either way.
  public let reach: Int
  /// The middle of each window in the reference, in samples.
  public private(set) var times: [Double] = []
  /// Shape (windows, `2 * reach + 1`), in standard deviations.
  private(set) var rows: [Float] = []

  /// No windows yet.
  public init(reach: Int) { self.reach = reach }

  /// Numbers per window.
  var width: Int { 2 * reach + 1 }

  /// Correlates two windows and keeps what comes of it, unless one of them is silent.
  ///
  /// - Parameter time: The middle of the first one, in samples of the reference.
  /// - Returns: Whether it was kept.
  @discardableResult
  public mutating func add(
    _ first: [Float], _ second: [Float], at time: Double, by correlation: PhaseCorrelation
  ) -> Bool {
    let start = rows.count
    rows.append(contentsOf: repeatElement(0, count: width))
    guard correlation.correlate(first, second, into: &rows[start...]) else {
      rows.removeLast(width)
      return false
    }
    times.append(time)
    return true
  }

  /// The mean of ``times``.
  var middle: Double { times.reduce(0, +) / Double(max(1, times.count)) }

  /// How far the windows reach from their middle, in samples; at least a second.
  var halfSpan: Double {
    let middle = middle
    return max(8000, times.map { abs($0 - middle) }.max() ?? 0)
  }

  /// The line along which the windows' correlations are highest, with how far it stands out: the sum along it in standard
  /// deviations of sums of as many numbers. Strangers have lines of 4 to 7.
  ///
  /// - Parameter steepest: The most that clocks may differ, in millionths.
  public func line(upTo steepest: Double) -> (line: LagLine, height: Double)? {
    guard times.count >= 2 else { return nil }
    let search = LineSearch(self)
    guard let found = search.best(upTo: steepest) else { return nil }
    return (LineRefinement(self, about: found.line).refined(within: found.slack), found.height)
  }

  /// Each window's correlation around a line, a row of ``LagPatterns/width`` numbers.
  public func patterns(along line: LagLine) -> LagPatterns {
    var values: [Float] = []
    for (index, time) in times.enumerated() {
      for place in 0..<LagPatterns.width {
        let lag = line.lag(at: time) + Double(place - LagPatterns.width / 2)
        values.append(value(of: index, at: lag))
      }
    }
    return LagPatterns(values: values)
  }

  /// A window's correlation at a lag between samples.
  private func value(of window: Int, at lag: Double) -> Float {
    let place = lag + Double(reach)
    guard place >= 0, place < Double(width - 1) else { return 0 }
    let whole = Int(place)
    let row = window * width + whole
    return rows[row] + (rows[row + 1] - rows[row]) * Float(place - Double(whole))
  }
}

/// What windows show around a line: the echo pattern of the room, the same in all of them if the line is right.
public struct LagPatterns {
  /// Numbers per window: 32 ms.
  static let width = 256

  /// Shape (windows, ``width``).
  let values: [Float]

  private var count: Int { values.count / Self.width }

  /// How strongly each window shows what the others show: in standard deviations for a stranger.
  public func strengths() -> [Double] { compared { product, _, others in product / max(others, 1e-9).squareRoot() } }

  /// How alike each window is to the others: 1 for the same, 0 give or take 0.06 for strangers.
  public func likeness() -> [Double] {
    compared { product, own, others in product / max(own * others, 1e-9).squareRoot() }
  }

  private func compared(_ measure: (_ product: Double, _ own: Double, _ others: Double) -> Double) -> [Double] {
    var sum = [Float](repeating: 0, count: Self.width)
    for (index, value) in values.enumerated() { sum[index % Self.width] += value }
    return (0..<count).map { window in
      var (product, own, others) = (0.0, 0.0, 0.0)
      for place in 0..<Self.width {
        let value = values[window * Self.width + place]
        let rest = sum[place] - value
        product += Double(value * rest)
        own += Double(value * value)
        others += Double(rest * rest)
      }
      return measure(product, own, others)
    }
  }
}
