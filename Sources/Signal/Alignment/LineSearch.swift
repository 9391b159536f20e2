/// The search for the line of ``WindowLags``: all slopes and lags are tried, as in a Hough transform, on pooled energies.
struct LineSearch {
  private let times: [Double]
  private let halfSpan: Double
  private let middle: Double
  private let reach: Int
  private let width: Int
  /// Pooled energies less their mean; shape (windows, ``width``).
  private let energies: [Float]
  private let deviation: Double

  init(_ lags: WindowLags) {
    let pool = WindowLags.pool
    let width = lags.width / pool
    var energies = [Float](repeating: 0, count: lags.times.count * width)
    for window in lags.times.indices {
      for place in 0..<width * pool {
        let value = min(WindowLags.limit, abs(lags.rows[window * lags.width + place]))
        energies[window * width + place / pool] += value * value
      }
    }
    let count = Double(max(1, energies.count))
    let mean = energies.reduce(0) { $0 + Double($1) } / count
    var squares = 0.0
    for index in energies.indices {
      energies[index] -= Float(mean)
      squares += Double(energies[index] * energies[index])
    }
    deviation = max((squares / count).squareRoot(), 1e-9)
    (times, halfSpan, middle, reach) = (lags.times, lags.halfSpan, lags.middle, lags.reach)
    (self.width, self.energies) = (width, energies)
  }

  /// The best line, how far it stands out in standard deviations, and how far its slope may be from the true one, in
  /// millionths.
  func best(upTo steepest: Double) -> (line: LagLine, height: Double, slack: Double)? {
    let pool = Double(WindowLags.pool)
    // A step moves the ends by less than a pooled number.
    let step = max(1, 0.7e6 * pool / halfSpan)
    let steps = Int(steepest / step)
    var best: (sum: Float, place: Double, drift: Double, wide: Int)?
    var sums = [Float](repeating: 0, count: width)
    for number in -steps...steps {
      let drift = step * Double(number)
      sum(along: drift, into: &sums)
      for wide in WindowLags.widths {
        var running = sums[..<wide].reduce(0, +)
        let scale = 1 / Float(wide).squareRoot()
        for first in 0...width - wide {
          if running * scale > best?.sum ?? 0 {
            best = (running * scale, Double(first) + Double(wide) / 2, drift, wide)
          }
          if first + wide < width { running += sums[first + wide] - sums[first] }
        }
      }
    }
    guard let best else { return nil }
    return (
      LagLine(middle: middle, lag: best.place * pool - Double(reach), drift: best.drift),
      Double(best.sum) / (deviation * Double(times.count).squareRoot()),
      max(1.5 * step, 1e6 * Double(best.wide) * pool / halfSpan)
    )
  }

  /// Adds up the windows' energies by their lag at the middle, were the lag to grow by some millionths.
  private func sum(along drift: Double, into sums: inout [Float]) {
    for place in sums.indices { sums[place] = 0 }
    energies.withUnsafeBufferPointer { energies in
      sums.withUnsafeMutableBufferPointer { sums in
        for (window, time) in times.enumerated() {
          let shift = Int((drift / 1e6 * (time - middle) / Double(WindowLags.pool)).rounded())
          guard abs(shift) < width else { continue }
          let row = window * width + shift
          for place in max(0, -shift)..<min(width, width - shift) { sums[place] += energies[row + place] }
        }
      }
    }
  }
}
