import Glibc

/// The peaks and the valleys of a spectrum in bands of an octave.
///
/// A peak is the mean of a band's highest magnitudes, a valley that of its lowest.
///
/// Source: `librosa.feature.spectral_contrast`, librosa 0.11.0 (Jiang et al. 2002, Music type classification by spectral
/// contrast feature).
public struct SpectralContrast: Sendable {
  private struct Band {
    let bins: Range<Int>
    /// How many of the highest and of the lowest magnitudes count.
    let count: Int
  }

  private let bands: [Band]
  private var scratch: [Float]

  /// Sets up the bands: one below `lowest`, then an octave each; the last reaches up to half the sample rate.
  ///
  /// - Parameters:
  ///   - octaves: How many octaves, at least 1.
  ///   - lowest: Where the first octave begins, in Hz, above 0.
  ///   - quantile: The part of a band's bins that counts as peak and as valley, between 0 and 1.
  ///   - sampleRate: Of the audio, in Hz.
  ///   - transformLength: Samples per frame.
  /// - Throws: ``SignalFailure`` if a band begins beyond the spectrum, or holds no bin.
  public init(
    octaves: Int, lowest: Double, quantile: Double, sampleRate: Double, transformLength: Int
  ) throws(SignalFailure) {
    let binCount = transformLength / 2 + 1
    let binWidth = sampleRate / Double(transformLength)
    let edges = [0] + (0...octaves).map { lowest * exp2(Double($0)) }
    var bands: [Band] = []
    for band in 0...octaves {
      let (low, high) = (edges[band], edges[band + 1])
      guard low < sampleRate / 2 else {
        throw SignalFailure("octave \(band) begins at \(low) Hz, which is not below half the sample rate")
      }
      let inside = (0..<binCount).filter { (low...high).contains(Double($0) * binWidth) }
      guard let first = inside.first, let last = inside.last else {
        throw SignalFailure("no bin of the spectrum lies between \(low) and \(high) Hz")
      }
      // librosa adds the bin below each octave, and all that are left to the last; the others lose their highest bin.
      let start = band > 0 ? first - 1 : first
      let end = band == octaves ? binCount : last + 1
      let count = max(1, Int((quantile * Double(end - start)).rounded(.toNearestOrEven)))
      let bins = start..<(band < octaves ? end - 1 : end)
      guard !bins.isEmpty else { throw SignalFailure("one bin of the spectrum lies between \(low) and \(high) Hz") }
      bands.append(Band(bins: bins, count: min(count, bins.count)))
    }
    self.bands = bands
    scratch = [Float](repeating: 0, count: binCount)
  }

  /// How many bands there are: an octave each, and the one below them.
  public var bandCount: Int { bands.count }

  /// Lends the peak and the valley of each band.
  public mutating func measure(
    _ magnitudes: UnsafeBufferPointer<Float>, _ body: (_ band: Int, _ peak: Float, _ valley: Float) -> Void
  ) {
    scratch.withUnsafeMutableBufferPointer { scratch in
      for (number, band) in bands.enumerated() {
        for (index, bin) in band.bins.enumerated() { scratch[index] = magnitudes[bin] }
        let values = UnsafeMutableBufferPointer(rebasing: scratch[..<band.bins.count])
        Selection.select(band.count - 1, in: values)
        let valley = Self.mean(values[..<band.count])
        Selection.select(values.count - band.count, in: values)
        body(number, Self.mean(values[(values.count - band.count)...]), valley)
      }
    }
  }

  private static func mean(_ values: Slice<UnsafeMutableBufferPointer<Float>>) -> Float {
    Float(values.reduce(0) { $0 + Double($1) } / Double(values.count))
  }
}
