import Glibc

/// How much the mel power rises from one frame to a later one, in decibels: the basis of onset strength.
///
/// The rise of a band is max(0, dB now - dB `lag` frames before), where power below the track's floor counts as the floor.
/// What was before may be the highest of the bands around, so that vibrato is no rise. A rise is kept as a ratio of powers,
/// so that a mean takes one logarithm per 16 bands, and a median only two.
///
/// Source: `librosa.onset.onset_strength_multi`, librosa 0.11.0; the maximum over bands is from Böck and Widmer 2013,
/// Maximum filter vibrato suppression for onset detection.
public struct MelRise {
  /// How many ratios share a logarithm.
  private static let ratiosPerLogarithm = 16
  /// The highest ratio, 190 dB: above the 160 dB from the least power to full scale, and its 16th power fits a `Double`.
  private static let steepest: Float = 1e19

  private let floor: Float
  private let lag: Int
  private let reach: Int
  private var powers: [Float]
  private var ratios: [Float]
  private var scratch: [Float]
  /// What the frames after the last `lag` are compared with; at first nothing rises above it. Shape (`lag`, bands).
  private var references: [Float]
  /// The row of the oldest reference.
  private var oldest = 0

  /// A measure that has seen no frame yet.
  ///
  /// - Parameters:
  ///   - bands: Bands per row.
  ///   - floor: The power that counts as silence, from ``Decibels/floor(underMaximum:range:)``.
  ///   - lag: Frames from the earlier to the later one, at least 1.
  ///   - reach: How many bands around its own a band is compared with, itself included; at least 1. An even number
  ///     reaches one band farther down than up, as `scipy.ndimage.maximum_filter1d` does.
  public init(bands: Int, floor: Float, lag: Int = 1, reach: Int = 1) {
    self.floor = floor
    self.lag = lag
    self.reach = reach
    powers = [Float](repeating: 1, count: bands)
    ratios = powers
    scratch = powers
    references = [Float](repeating: .infinity, count: lag * bands)
  }

  /// Moves on to the next frame. The first `lag` frames rise from nothing, which counts as no rise.
  public mutating func advance(to row: UnsafeBufferPointer<Float>) {
    let first = oldest * ratios.count
    for band in ratios.indices {
      powers[band] = max(floor, row[band])
      ratios[band] = min(Self.steepest, max(1, powers[band] / references[first + band]))
      references[first + band] = powers[band]
    }
    if reach > 1 {
      for band in ratios.indices { references[first + band] = highestPower(around: band) }
    }
    oldest = (oldest + 1) % lag
  }

  private func highestPower(around band: Int) -> Float {
    var highest = powers[band]
    for other in max(0, band - reach / 2)..<min(powers.count, band + (reach + 1) / 2) {
      highest = max(highest, powers[other])
    }
    return highest
  }

  /// The mean rise of some bands, in dB.
  public func mean(of bands: Range<Int>) -> Float {
    guard !bands.isEmpty else { return 0 }
    var logarithms = 0.0
    for first in stride(from: bands.lowerBound, to: bands.upperBound, by: Self.ratiosPerLogarithm) {
      var product = 1.0
      for band in first..<min(first + Self.ratiosPerLogarithm, bands.upperBound) { product *= Double(ratios[band]) }
      logarithms += log10(product)
    }
    return Float(10 * logarithms / Double(bands.count))
  }

  /// The mean rise of all bands, in dB.
  public var mean: Float { mean(of: ratios.indices) }

  /// The median rise of all bands, in dB; for an even number of bands the mean of the middle two.
  public mutating func median() -> Float {
    // Only the bands that rise need an order: all others are 1, and often they are more than half.
    let rising = gatherRising()
    let still = ratios.count - rising
    let middle = ratios.count / 2 - still
    guard middle >= 0 else { return 0 }
    return scratch.withUnsafeMutableBufferPointer { scratch in
      let rises = UnsafeMutableBufferPointer(rebasing: scratch[..<rising])
      Selection.select(middle, in: rises)
      let upper = rises[middle]
      let lower = ratios.count % 2 == 1 ? upper : rises[..<middle].max() ?? 1
      return Float(5 * (log10(Double(lower)) + log10(Double(upper))))
    }
  }

  /// Moves the ratios above 1 to the front of the scratch row and tells how many there are.
  private mutating func gatherRising() -> Int {
    ratios.withUnsafeBufferPointer { ratios in
      scratch.withUnsafeMutableBufferPointer { scratch in
        var rising = 0
        for ratio in ratios {
          scratch[rising] = ratio
          rising &+= ratio > 1 ? 1 : 0
        }
        return rising
      }
    }
  }
}
