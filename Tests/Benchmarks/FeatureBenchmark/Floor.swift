import CFFTW
import Signal
import StageKit

/// What a plain C program would do: the window, FFTW's transform of real samples and the squares, row after row in the
/// processor's cache. The measure of what all else costs.
final class Floor {
  private static let length = 2048
  private static let hop = 512

  private let samples: [Float]
  private let window: [Float]
  private let input: UnsafeMutableBufferPointer<Float>
  private let output: UnsafeMutableBufferPointer<Float>
  private let plan: fftwf_plan
  private let filters: MelFilterbank
  private var row = [Float](repeating: 0, count: Floor.length / 2 + 1)
  private var bands: [Float]

  init(_ samples: Samples) throws {
    self.samples = try samples.frames.values()
    window = CosineWindow.hann.values(length: Self.length)
    let input = UnsafeMutableBufferPointer<Float>.allocate(capacity: Self.length)
    let output = UnsafeMutableBufferPointer<Float>.allocate(capacity: Self.length + 2)
    input.initialize(repeating: 0)
    output.initialize(repeating: 0)
    (self.input, self.output) = (input, output)
    let made = output.withMemoryRebound(to: fftwf_complex.self) {
      fftwf_plan_dft_r2c_1d(Int32(Self.length), input.baseAddress, $0.baseAddress, UInt32(FFTW_ESTIMATE))
    }
    guard let made else { throw Failure("FFTW has no plan") }
    plan = made
    filters = MelFilterbank(
      bands: 128, in: 0...samples.sampleRate / 2, sampleRate: samples.sampleRate, transformLength: Self.length)
    bands = [Float](repeating: 0, count: 128)
  }

  deinit {
    fftwf_destroy_plan(plan)
    input.deallocate()
    output.deallocate()
  }

  /// Makes all whole frames.
  ///
  /// - Parameter mel: Whether each row is also summed into 128 mel bands, with sparse weights.
  func run(mel: Bool = false) {
    samples.withUnsafeBufferPointer { samples in
      window.withUnsafeBufferPointer { window in
        row.withUnsafeMutableBufferPointer { row in
          bands.withUnsafeMutableBufferPointer { bands in
            for first in stride(from: 0, through: samples.count - Self.length, by: Self.hop) {
              for index in 0..<Self.length { input[index] = samples[first + index] * window[index] }
              fftwf_execute(plan)
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
