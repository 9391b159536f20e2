/// The squared magnitudes of a short-time Fourier transform, made while the audio streams by.
///
/// Frames are centred: `length / 2` zeros stand before the first sample and after the last, so that `n` samples give
/// `1 + n / hop` frames (rounded down). Nothing is scaled. The rows do not depend on how the samples are cut into blocks.
///
/// Source: `abs(librosa.stft(y, n_fft=length, hop_length=hop))**2`, librosa 0.11.0.
public final class PowerSpectrogram {
  /// Numbers per row: the bins from 0 Hz to half the sample rate.
  public let width: Int

  private let transform: RealTransform
  private let window: [Float]
  private let hop: Int
  /// The samples that the next frame starts with, padding included; fewer than a frame between blocks.
  private var pending: [Float]

  /// Sets up a transform.
  ///
  /// - Parameters:
  ///   - length: Samples per frame, even.
  ///   - hop: Samples from one frame to the next, 1 to `length`.
  /// - Throws: ``SignalFailure`` for other values.
  public init(length: Int, hop: Int, window: CosineWindow = .hann) throws(SignalFailure) {
    guard length % 2 == 0 else { throw SignalFailure("the transform's length \(length) is odd") }
    guard (1...max(1, length)).contains(hop) else {
      throw SignalFailure("the hop \(hop) is not between 1 and the transform's length \(length)")
    }
    transform = try RealTransform(length: length)
    self.window = window.values(length: length)
    self.hop = hop
    width = length / 2 + 1
    pending = [Float](repeating: 0, count: length / 2)
  }

  /// Takes samples and appends the rows of the frames that are full.
  public func append(_ samples: some Sequence<Float>, to rows: inout [Float]) {
    pending.append(contentsOf: samples)
    guard pending.count >= window.count else { return }
    let frames = 1 + (pending.count - window.count) / hop
    let first = rows.count
    rows.append(contentsOf: repeatElement(0, count: frames * width))
    rows.withUnsafeMutableBufferPointer { rows in
      pending.withUnsafeBufferPointer { pending in
        for frame in 0..<frames {
          let row = UnsafeMutableBufferPointer(rebasing: rows[(first + frame * width)...].prefix(width))
          transformFrame(UnsafeBufferPointer(rebasing: pending[(frame * hop)...]), into: row)
        }
      }
    }
    pending.removeFirst(frames * hop)
  }

  /// Appends the rows that reach beyond the last sample.
  public func finish(to rows: inout [Float]) {
    append(repeatElement(0, count: window.count / 2), to: &rows)
  }

  private func transformFrame(_ samples: UnsafeBufferPointer<Float>, into row: UnsafeMutableBufferPointer<Float>) {
    let input = transform.input
    let output = transform.output
    window.withUnsafeBufferPointer { window in
      for index in 0..<window.count { input[index] = samples[index] * window[index] }
    }
    transform.execute()
    for bin in 0..<row.count {
      let real = output[2 * bin]
      let imaginary = output[2 * bin + 1]
      row[bin] = real * real + imaginary * imaginary
    }
  }
}
