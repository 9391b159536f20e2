import Signal
import StageKit

/// What no program that makes a power spectrum with FFTW can do without: the window, the transform and the squares, row
/// after row in the processor's cache. The measure of what all else costs.
final class Floor {
  private static let length = 2048
  private static let hop = 512

  private let samples: [Float]
  private let window: [Float]
  private let transform: RealTransform
  private let filters: MelFilterbank
  private var row = [Float](repeating: 0, count: Floor.length / 2 + 1)
  private var bands: [Float]

  init(_ samples: Samples) throws {
    self.samples = try samples.frames.values()
    window = CosineWindow.hann.values(length: Self.length)
    transform = try RealTransform(length: Self.length)
    filters = MelFilterbank(
      bands: 128, in: 0...samples.sampleRate / 2, sampleRate: samples.sampleRate, transformLength: Self.length)
    bands = [Float](repeating: 0, count: 128)
  }

  /// Makes all whole frames.
  ///
  /// - Parameter mel: Whether each row is also summed into 128 mel bands, with sparse weights.
  func run(mel: Bool = false) {
    let (input, output) = (transform.input, transform.output)
    samples.withUnsafeBufferPointer { samples in
      window.withUnsafeBufferPointer { window in
        row.withUnsafeMutableBufferPointer { row in
          bands.withUnsafeMutableBufferPointer { bands in
            for first in stride(from: 0, through: samples.count - Self.length, by: Self.hop) {
              for index in 0..<Self.length { input[index] = samples[first + index] * window[index] }
              transform.execute()
              for bin in row.indices {
                row[bin] = output[2 * bin] * output[2 * bin] + output[2 * bin + 1] * output[2 * bin + 1]
              }
              if mel { filters.apply(to: UnsafeBufferPointer(row), into: bands) }
            }
          }
        }
      }
    }
  }
}
