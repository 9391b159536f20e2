import Glibc

/// The slope of a line at which windows fit best on each other, to a fraction of a sample.
///
/// What is maximised is the energy of the sum of all windows, each moved back along the line: whatever pattern of echoes a
/// room has, it is the same in all windows, and adds up only at the right slope. A window that shows something else adds
/// to all slopes alike.
struct LineRefinement {
  /// The slope is found to this, in millionths.
  private static let precision = 0.005

  private let line: LagLine
  private let halfSpan: Double
  /// Each window's time from the middle, and the whole lag about which its spectrum was taken, in samples.
  private let windows: [(time: Double, lag: Int)]
  /// Spectra of the windows about the line; shape (windows, bins, 2).
  private let spectra: [Float]

  private static let length = LagPatterns.width
  private static let bins = length / 2 + 1

  init(_ lags: WindowLags, about line: LagLine) {
    self.line = line
    halfSpan = lags.halfSpan
    windows = lags.times.map { ($0 - line.middle, Int(line.lag(at: $0).rounded())) }
    spectra = Self.spectra(of: lags, at: windows.map(\.lag))
  }

  /// The line with its slope refined.
  ///
  /// - Parameter slack: How far the slope may be off, in millionths.
  func refined(within slack: Double) -> LagLine {
    // A step moves the ends by a sample, an eighth of a millisecond.
    var step = min(slack / 2, 1e6 / halfSpan)
    var reach = Int((slack / step).rounded(.up))
    var best = line.drift
    while true {
      let slopes = (-reach...reach).map { best + step * Double($0) }
      best = slopes.map { (slope: $0, energy: energy(at: $0)) }.max { $0.energy < $1.energy }?.slope ?? best
      if step < Self.precision { break }
      step /= 4
      reach = 4
    }
    return LagLine(middle: line.middle, lag: line.lag, drift: best)
  }

  /// The energy of the windows' sum.
  private func energy(at slope: Double) -> Double {
    var sums = [Double](repeating: 0, count: 2 * Self.bins)
    for (index, window) in windows.enumerated() {
      let angle = 2 * Double.pi / Double(Self.length) * (line.lag + slope / 1e6 * window.time - Double(window.lag))
      let (turnReal, turnImaginary) = (cos(angle), sin(angle))
      var (real, imaginary) = (1.0, 0.0)
      let row = index * 2 * Self.bins
      for bin in 0..<Self.bins {
        let (x, y) = (Double(spectra[row + 2 * bin]), Double(spectra[row + 2 * bin + 1]))
        sums[2 * bin] += x * real - y * imaginary
        sums[2 * bin + 1] += x * imaginary + y * real
        (real, imaginary) = (real * turnReal - imaginary * turnImaginary, real * turnImaginary + imaginary * turnReal)
      }
    }
    return sums.reduce(0) { $0 + $1 * $1 }
  }

  private static func spectra(of lags: WindowLags, at centres: [Int]) -> [Float] {
    let fade = CosineWindow.hann.values(length: length)
    // The length is a power of two, for which there always is a transform if there is memory at all.
    guard let transform = try? RealTransform(length: length) else { return [] }
    return centres.enumerated().flatMap { window, centre in
      for place in 0..<length {
        let lag = centre - length / 2 + place + lags.reach
        let isIn = (0..<lags.width).contains(lag)
        transform.input[place] = isIn ? lags.rows[window * lags.width + lag] * fade[place] : 0
      }
      transform.execute()
      return Array(transform.output)
    }
  }
}
