/// Triangular filters at equal distances on a mel scale: power spectrum to mel power.
///
/// Band `m` rises from edge `m` to 1 at edge `m + 1` and falls to edge `m + 2`. Only the bins within a triangle are stored.
///
/// Source: `librosa.filters.mel`, librosa 0.11.0.
public struct MelFilterbank: Sendable {
  /// The weights of one band: consecutive bins of the spectrum, with as many weights.
  private struct Band {
    let bins: Range<Int>
    let firstWeight: Int
  }

  /// Bins per row of the spectrum.
  public let inputWidth: Int
  /// Bands per row of the result.
  public var bandCount: Int { bands.count }
  /// The peak of each band, in Hz; shape (``bandCount``).
  public let frequencies: [Double]
  /// The bands that no bin of the spectrum falls into, though they reach above 0 Hz; they are always 0.
  public let emptyBands: [Int]

  private let bands: [Band]
  private let weights: [Float]

  /// Makes the filters.
  ///
  /// - Parameters:
  ///   - bands: How many, at least 1.
  ///   - range: The lower edge of the first band and the upper edge of the last, in Hz.
  ///   - sampleRate: Of the audio, in Hz.
  ///   - transformLength: Samples per frame.
  ///   - areaNormalised: Whether each triangle is scaled by 2 / (its width in Hz), as Slaney does; else its peak is 1.
  public init(
    bands count: Int, in range: ClosedRange<Double>, scale: MelScale = .slaney,
    sampleRate: Double, transformLength: Int, areaNormalised: Bool = true
  ) {
    inputWidth = transformLength / 2 + 1
    let edges = scale.frequencies(count + 2, in: range)
    let binWidth = 1 / (Double(transformLength) * (1 / sampleRate))
    var bands: [Band] = []
    var weights: [Float] = []
    var emptyBands: [Int] = []
    for band in 0..<count {
      let (low, centre, high) = (edges[band], edges[band + 1], edges[band + 2])
      let gain = areaNormalised ? 2 / (high - low) : 1
      let triangle = (0..<inputWidth).map { bin in
        let frequency = Double(bin) * binWidth
        let weight = max(0, min((frequency - low) / (centre - low), (high - frequency) / (high - centre)))
        // Rounded twice, as librosa stores the triangle before it scales it.
        return Float(Double(Float(weight)) * gain)
      }
      let first = triangle.firstIndex { $0 > 0 } ?? 0
      let end = triangle.lastIndex { $0 > 0 }.map { $0 + 1 } ?? 0
      bands.append(Band(bins: first..<end, firstWeight: weights.count))
      weights += triangle[first..<end]
      if first == end, low > 0 { emptyBands.append(band) }
    }
    frequencies = Array(edges.dropFirst().dropLast())
    self.bands = bands
    self.weights = weights
    self.emptyBands = emptyBands
  }

  /// Filters one row: shape (``inputWidth``) to shape (``bandCount``).
  public func apply(to spectrum: UnsafeBufferPointer<Float>, into row: UnsafeMutableBufferPointer<Float>) {
    weights.withUnsafeBufferPointer { weights in
      for (index, band) in bands.enumerated() {
        row[index] = UnsafeBufferPointer(rebasing: spectrum[band.bins])
          .dot(UnsafeBufferPointer(rebasing: weights[band.firstWeight...]))
      }
    }
  }
}
