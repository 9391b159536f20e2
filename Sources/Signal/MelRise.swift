import Glibc

/// How much the mel power rises from one frame to the next, in decibels: the basis of onset strength.
///
/// The rise of a band is max(0, dB now - dB before), where power below the track's floor counts as the floor. It is kept
/// as a ratio of powers, so that a mean takes one logarithm per 16 bands, and a median only two.
///
/// Source: `librosa.onset.onset_strength_multi` with `lag=1`, librosa 0.11.0.
public struct MelRise {
  /// How many ratios share a logarithm. Each is at most 1e8 (80 dB), so that the product fits a `Double`.
  private static let ratiosPerLogarithm = 16

  private let floor: Float
  private var before: [Float] = []
  private var ratios: [Float]
  private var scratch: [Float]

  /// A measure that has seen no frame yet.
  ///
  /// - Parameters:
  ///   - bands: Bands per row.
  ///   - floor: The power that counts as silence, from ``Decibels/floor(underMaximum:range:)``.
  public init(bands: Int, floor: Float) {
    self.floor = floor
    ratios = [Float](repeating: 1, count: bands)
    scratch = ratios
  }

  /// Moves on to the next frame. The first frame rises from nothing, which counts as no rise.
  public mutating func advance(to row: UnsafeBufferPointer<Float>) {
    if before.isEmpty { before = row.map { max(floor, $0) } }
    for band in ratios.indices {
      let now = max(floor, row[band])
      ratios[band] = max(1, now / before[band])
      before[band] = now
    }
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
    for band in ratios.indices { scratch[band] = ratios[band] }
    return scratch.withUnsafeMutableBufferPointer { scratch in
      guard let (lower, upper) = Selection.middle(of: scratch) else { return 0 }
      return Float(5 * (log10(Double(lower)) + log10(Double(upper))))
    }
  }
}
