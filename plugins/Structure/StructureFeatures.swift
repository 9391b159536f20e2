import Glibc
import Learning
import Signal
import StageKit

/// What two seconds of a track are compared by: harmony and timbre, one vector of each per second.
struct StructureFeatures {
  /// How many seconds there are.
  let count: Int
  /// Chroma of this second and the three after it, of length 1, or zeros in silence. Shape (count, 48).
  let harmony: [Float]
  /// MFCC 1 to 19, loudness and onset strength, each with mean 0 and deviation 1. Shape (count, 21).
  let timbre: [Float]

  /// Numbers per second in ``harmony``.
  static let harmonyWidth = 12 * embedding
  /// Numbers per second in ``timbre``.
  static let timbreWidth = coefficients + 2

  private static let embedding = 4
  private static let coefficients = 19

  /// The vectors of a track. Source: `plugins/Rules.md`.
  init(mel: Frames, chroma: Frames, cues: MusicCues, seconds: Seconds) throws {
    let count = seconds.count
    self.count = count
    harmony = Self.stacked(try seconds.means(of: chroma))
    let cepstra = try Self.cepstra(of: mel, seconds: seconds)
    var timbre = [Float](repeating: 0, count: count * Self.timbreWidth)
    let columns = (0..<Self.coefficients).map { column in (0..<count).map { cepstra[$0 * Self.coefficients + column] } }
    for (column, values) in (columns + [cues.loudness, cues.onset]).enumerated() {
      let spread = Spread(values)
      // Values that differ by rounding only are equal.
      guard spread.deviation > 1e-9 * max(1, abs(spread.mean)) else { continue }
      for second in 0..<count {
        timbre[second * Self.timbreWidth + column] = Float((values[second] - spread.mean) / spread.deviation)
      }
    }
    self.timbre = timbre
  }

  /// Each second's chroma with those after it (the last ones repeat at the end), scaled to length 1.
  private static func stacked(_ chroma: [Double]) -> [Float] {
    let count = chroma.count / 12
    var stacked: [Float] = []
    stacked.reserveCapacity(chroma.count * embedding)
    for second in 0..<count {
      let rows = (0..<embedding).map { min(second + $0, count - 1) }
      let unit = rows.flatMap { row in
        let values = chroma[row * 12..<row * 12 + 12]
        let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return values.map { length > 0 ? $0 / length : 0 }
      }
      let length = unit.reduce(0) { $0 + $1 * $1 }.squareRoot()
      stacked += unit.map { Float(length > 0 ? $0 / length : 0) }
    }
    return stacked
  }

  /// Mean MFCC 1 to 19 of each second: the orthonormal DCT-II of the decibels, 80 dB deep, as in librosa.feature.mfcc.
  private static func cepstra(of mel: Frames, seconds: Seconds) throws -> [Double] {
    let width = mel.format.width
    var top = Decibels.leastPower
    try mel.forEachBlock { _, rows in
      for power in rows where power > top { top = power }
    }
    let floor = Decibels.floor(underMaximum: top)
    // In double precision: what differs by rounding only must stay below what `init` takes for equal.
    let cosines = (1...coefficients).map { order in
      (0..<width).map { band in
        (2 / Double(width)).squareRoot() * cos(.pi * Double(order) * (Double(band) + 0.5) / Double(width))
      }
    }
    var cepstra: [Double] = []
    cepstra.reserveCapacity(seconds.count * coefficients)
    for range in seconds.rows(of: mel) {
      var decibels = [Double](repeating: 0, count: width)
      try mel.read(range) { rows in
        for row in 0..<range.count {
          for band in 0..<width { decibels[band] += Double(Decibels.power(rows[row * width + band], floor: floor)) }
        }
      }
      let scale = 1 / Double(max(1, range.count))
      cepstra += cosines.map { wave in zip(wave, decibels).reduce(0) { $0 + $1.0 * $1.1 } * scale }
    }
    return cepstra
  }
}

/// Where numbers lie: their mean and their standard deviation (of the population).
struct Spread {
  /// The mean; 0 of no numbers.
  let mean: Double
  /// The standard deviation; 0 of no numbers.
  let deviation: Double

  /// The spread of some numbers.
  init(_ values: [Double]) {
    let count = Double(max(1, values.count))
    let mean = values.reduce(0, +) / count
    self.mean = mean
    deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
  }
}
