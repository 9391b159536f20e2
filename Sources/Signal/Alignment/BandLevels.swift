import Glibc

/// How loud sound is in bands, frame by frame, against the two seconds around: what recordings of one sound share, whatever
/// the room and the microphone.
public struct BandLevels {
  /// Bands per frame, at equal distances on a logarithmic scale.
  public static let bands = 12
  /// Frames per second, in Hz.
  public static let rate = 50.0
  /// Where the lowest band begins and the highest ends, in Hz.
  private static let (lowest, highest) = (100.0, 3800.0)
  /// A band's power under its mean by more than this counts as silence: 40 dB, as a natural logarithm.
  private static let depth: Float = -9.2
  /// Louder or quieter than this many standard deviations is as loud as that.
  private static let limit: Float = 3
  /// How many frames around one it is compared with, on either side.
  private static let reach = 50

  private let spectrogram: PowerSpectrogram
  private let bins: [Range<Int>]
  private var rows: [Float] = []
  private var logarithms: [Float] = []
  private var powers = [Double](repeating: 0, count: bands)

  /// Levels of no sound yet.
  ///
  /// - Parameter sampleRate: Of the samples to come, in Hz, from 7,600.
  /// - Throws: ``SignalFailure`` if there is no transform for the rate.
  public init(sampleRate: Double) throws(SignalFailure) {
    let hop = Int((sampleRate / Self.rate).rounded())
    let length = 2 * RealTransform.fastLength(atLeast: 3 * hop)
    spectrogram = try PowerSpectrogram(length: length, hop: hop)
    let ratio = pow(Self.highest / Self.lowest, 1 / Double(Self.bands))
    let edges = (0...Self.bands).map { band in
      min(length / 2, Int((Self.lowest * pow(ratio, Double(band)) * Double(length) / sampleRate).rounded()))
    }
    // At least a bin each.
    bins = zip(edges, edges.dropFirst()).map { $0..<max($0 + 1, $1) }
  }

  /// Takes the next samples.
  public mutating func append(_ samples: some Sequence<Float>) {
    spectrogram.append(samples, to: &rows)
    takeRows()
  }

  /// The levels of all that was taken: in standard deviations of each band, at most ``limit``. Shape (frames, ``bands``).
  public mutating func finish() -> [Float] {
    spectrogram.finish(to: &rows)
    takeRows()
    return (0..<Self.bands).reduce(into: logarithms) { levels, band in flatten(band, of: &levels) }
  }

  private mutating func takeRows() {
    for first in stride(from: 0, to: rows.count, by: spectrogram.width) {
      for (band, bins) in bins.enumerated() {
        var sum: Float = 0
        for bin in bins { sum += rows[first + bin] }
        powers[band] += Double(sum)
        logarithms.append(log(max(sum, .leastNormalMagnitude)))
      }
    }
    rows.removeAll(keepingCapacity: true)
  }

  /// Brings a band of the logarithms to levels.
  private func flatten(_ band: Int, of levels: inout [Float]) {
    let count = levels.count / Self.bands
    let mean = powers[band] / Double(max(1, count))
    let floor = Float(log(max(mean, Double(Float.leastNormalMagnitude)))) + Self.depth
    let column = (0..<count).map { max(floor, levels[$0 * Self.bands + band]) }
    var sums = [0.0]
    sums.reserveCapacity(count + 1)
    for value in column { sums.append(sums[sums.count - 1] + Double(value)) }
    var flat = column
    var squares = 0.0
    for frame in 0..<count {
      let span = max(0, frame - Self.reach)..<min(count, frame + Self.reach + 1)
      flat[frame] -= Float((sums[span.upperBound] - sums[span.lowerBound]) / Double(span.count))
      squares += Double(flat[frame] * flat[frame])
    }
    let deviation = Float((squares / Double(max(1, count))).squareRoot())
    let scale = deviation > 1e-4 ? 1 / deviation : 0
    for frame in 0..<count {
      levels[frame * Self.bands + band] = min(Self.limit, max(-Self.limit, flat[frame] * scale))
    }
  }
}
