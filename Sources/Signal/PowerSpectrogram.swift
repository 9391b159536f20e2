/// The squared magnitudes of a short-time Fourier transform, made while the audio streams by.
///
/// Frames are centred, see ``Framer``. Nothing is scaled. The rows do not depend on how the samples are cut into blocks.
///
/// Source: `abs(librosa.stft(y, n_fft=length, hop_length=hop))**2`, librosa 0.11.0.
public final class PowerSpectrogram {
  /// Numbers per row: the bins from 0 Hz to half the sample rate.
  public let width: Int

  private let transform: RealTransform
  private let window: [Float]
  private var framer: Framer

  /// Sets up a transform.
  ///
  /// - Parameters:
  ///   - length: Samples per frame, even.
  ///   - hop: Samples from one frame to the next, 1 to `length`.
  ///   - window: What each frame is weighted with.
  ///   - windowLength: Samples that the window covers, in the middle of the frame, with zeros around it; 1 to `length`,
  ///     which it is if `nil`.
  ///   - padding: What stands before the first sample and after the last.
  /// - Throws: ``SignalFailure`` for other values.
  public init(
    length: Int, hop: Int, window: CosineWindow = .hann, windowLength: Int? = nil, padding: Padding = .constant
  ) throws(SignalFailure) {
    guard length % 2 == 0 else { throw SignalFailure("the transform's length \(length) is odd") }
    guard (1...max(1, length)).contains(hop) else {
      throw SignalFailure("the hop \(hop) is not between 1 and the transform's length \(length)")
    }
    let covered = windowLength ?? length
    guard (1...max(1, length)).contains(covered) else {
      throw SignalFailure("the window's length \(covered) is not between 1 and the transform's length \(length)")
    }
    transform = try RealTransform(length: length)
    let before = [Float](repeating: 0, count: (length - covered) / 2)
    let after = [Float](repeating: 0, count: length - covered - before.count)
    self.window = before + window.values(length: covered) + after
    framer = Framer(length: length, hop: hop, padding: padding)
    width = length / 2 + 1
  }

  /// Takes samples and appends the rows of the frames that are full.
  public func append(_ samples: some Sequence<Float>, to rows: inout [Float]) {
    framer.append(samples)
    appendReadyFrames(to: &rows)
  }

  /// Appends the rows that reach beyond the last sample.
  public func finish(to rows: inout [Float]) {
    framer.finish()
    appendReadyFrames(to: &rows)
  }

  private func appendReadyFrames(to rows: inout [Float]) {
    var first = rows.count
    rows.append(contentsOf: repeatElement(0, count: framer.readyCount * width))
    rows.withUnsafeMutableBufferPointer { rows in
      framer.forEachFrame { frame in
        transformFrame(frame, into: UnsafeMutableBufferPointer(rebasing: rows[first..<first + width]))
        first += width
      }
    }
  }

  private func transformFrame(_ samples: UnsafeBufferPointer<Float>, into row: UnsafeMutableBufferPointer<Float>) {
    let input = transform.input
    window.withUnsafeBufferPointer { window in
      for index in 0..<window.count { input[index] = samples[index] * window[index] }
    }
    transform.power(into: row)
  }
}
