/// The shape of a stream of frames: known when the plan is made, before any audio is read.
public struct FrameFormat: Sendable, Hashable, Codable {
  /// What the numbers stand for.
  public var quantity: Quantity
  /// Numbers per row.
  public var width: Int
  /// Rows per second, in Hz. Row `i` stands at `i / rate` seconds; 0 where the rows have no fixed distance, as with one per
  /// beat.
  public var rate: Double
  /// Sample rate of the audio the frames were made from, in Hz.
  public var sampleRate: Double
  /// Length of the Fourier transform in samples; 0 where there was none.
  public var transformLength: Int
  /// A name per column where columns have names (shot types); else empty.
  public var columns: [String]
  /// The middle of each column's band in Hz where columns are bands (mel); else empty.
  public var frequencies: [Double]

  /// A format.
  public init(
    quantity: Quantity, width: Int, rate: Double, sampleRate: Double, transformLength: Int = 0, columns: [String] = [],
    frequencies: [Double] = []
  ) {
    self.quantity = quantity
    self.width = width
    self.rate = rate
    self.sampleRate = sampleRate
    self.transformLength = transformLength
    self.columns = columns
    self.frequencies = frequencies
  }

  /// One channel of audio at a sample rate in Hz.
  public static func audio(sampleRate: Double) -> FrameFormat {
    FrameFormat(quantity: .samples, width: 1, rate: sampleRate, sampleRate: sampleRate)
  }

  /// Samples of audio from one row to the next, such as 512; `nil` where rows have no fixed distance, or are of no audio.
  public var hop: Double? {
    guard rate > 0, sampleRate > 0 else { return nil }
    // The rate is a quotient, which gives back what was divided by but for its last digits.
    let (hop, whole) = (sampleRate / rate, (sampleRate / rate).rounded())
    return abs(hop - whole) < 1e-6 ? whole : hop
  }

  /// The second at which a row stands, rounded as `librosa.frames_to_time` does: the middle of a frame of a spectrum, the
  /// start of a span that is pooled; `nil` where rows have no fixed distance.
  public func time(ofRow row: Int) -> Double? {
    guard rate > 0 else { return nil }
    return hop.map { Double(row) * $0 / sampleRate } ?? Double(row) / rate
  }

  /// Throws unless the quantity is the wanted one; the message names both.
  public func require(_ wanted: Quantity) throws(Failure) {
    guard quantity == wanted else {
      throw Failure("takes \(wanted), but is given \(quantity)")
    }
  }
}

extension FrameFormat: CustomStringConvertible {
  /// For example `mel power, 128 wide at 43.07 Hz`.
  public var description: String {
    guard rate > 0 else { return "\(quantity), \(width) wide at no fixed rate" }
    guard let hundredths = Int(exactly: (rate * 100).rounded()) else {
      return "\(quantity), \(width) wide at \(rate) Hz"
    }
    let fraction = hundredths % 100 == 0 ? "" : ".\((hundredths % 100).padded(to: 2))"
    return "\(quantity), \(width) wide at \(hundredths / 100)\(fraction) Hz"
  }
}
