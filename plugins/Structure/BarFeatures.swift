import Glibc
import Signal
import StageKit

/// What bars are compared by: the timbre of each of their steps against that of the track's mean bar.
///
/// What every bar has, such as a drum pattern, tells nothing of sections, so the mean bar is taken away. Cepstra leave out
/// the level, and what single bands do. Measured against mel bands and chroma: `plugins/Rules.md`.
struct BarFeatures {
  /// How many bars there are.
  let count: Int
  /// By bar: MFCC 1 to 19 of its 24 steps less the mean bar's, of length 1; zeros for a bar like the mean. Shape
  /// (count, width / 8), eight numbers each.
  private let rows: [SIMD8<Float>]

  private static let steps = 24
  private static let coefficients = 19
  /// Numbers per bar.
  private static let width = steps * coefficients
  /// Bars that differ from the mean by less, in dB, differ by rounding.
  private static let faintest = 1e-3

  /// The vectors of a track's bars.
  ///
  /// - Throws: What reading the rows throws.
  init(mel: Frames, bars: BarGrid) throws {
    count = bars.count
    var top = Decibels.leastPower
    try mel.forEachBlock { _, rows in
      for power in rows where power > top { top = power }
    }
    let cosines = Self.cosines(width: mel.format.width)
    let floor = Decibels.floor(underMaximum: top)
    var cepstra: [Double] = []
    cepstra.reserveCapacity(count * Self.width)
    for (start, end) in zip(bars.edges, bars.edges.dropFirst()) {
      for bands in try Self.steps(of: mel, from: start, to: end) {
        let decibels = bands.map { Double(Decibels.power(Float($0), floor: floor)) }
        cepstra += cosines.map { wave in zip(wave, decibels).reduce(0) { $0 + $1.0 * $1.1 } }
      }
    }
    rows = Self.deviations(cepstra, count: count)
  }

  /// The squared distance of two bars, from 0 to 4.
  func distance(_ first: Int, _ second: Int) -> Double {
    let vectors = Self.width / 8
    var sums = SIMD8<Float>.zero
    for column in 0..<vectors {
      let difference = rows[first * vectors + column] - rows[second * vectors + column]
      sums += difference * difference
    }
    return Double(sums.sum())
  }

  /// The waves of the orthonormal DCT-II, as in librosa.feature.mfcc.
  private static func cosines(width: Int) -> [[Double]] {
    (1...coefficients).map { order in
      (0..<width).map { band in
        (2 / Double(width)).squareRoot() * cos(.pi * Double(order) * (Double(band) + 0.5) / Double(width))
      }
    }
  }

  /// The mean power in each band of each step of a bar; a frame that two steps share counts for each by its part.
  private static func steps(of mel: Frames, from start: Double, to end: Double) throws -> [[Double]] {
    let width = mel.format.width
    let last = Double(mel.count)
    let bounds = (0...steps).map { step in
      min(last, (start + (end - start) * Double(step) / Double(steps)) * mel.format.rate)
    }
    var means = [[Double]](repeating: [Double](repeating: 0, count: width), count: steps)
    let read = Int(bounds[0])..<max(Int(bounds[0]), Int(bounds[steps].rounded(.up)))
    try mel.read(read) { rows in
      for step in 0..<steps where bounds[step] < bounds[step + 1] {
        for frame in Int(bounds[step])..<Int(bounds[step + 1].rounded(.up)) {
          let part = min(Double(frame + 1), bounds[step + 1]) - max(Double(frame), bounds[step])
          let weight = part / (bounds[step + 1] - bounds[step])
          let first = (frame - read.lowerBound) * width
          for band in 0..<width { means[step][band] += weight * Double(rows[first + band]) }
        }
      }
    }
    return means
  }

  /// Each bar less the mean bar, scaled to length 1.
  private static func deviations(_ cepstra: [Double], count: Int) -> [SIMD8<Float>] {
    var mean = [Double](repeating: 0, count: width)
    for (index, value) in cepstra.enumerated() { mean[index % width] += value / Double(count) }
    return (0..<count).flatMap { bar in
      let row = (0..<width).map { cepstra[bar * width + $0] - mean[$0] }
      let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let scale = length > faintest ? 1 / length : 0
      return stride(from: 0, to: width, by: 8).map { column in
        SIMD8(row[column..<column + 8].map { Float(scale * $0) })
      }
    }
  }
}
