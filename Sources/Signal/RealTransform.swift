import CFFTW
import Synchronization

/// FFTW's planner works on state of its own that is not thread-safe; only executing a plan is.
private let planner = Mutex(())

/// A Fourier transform of real samples in single precision, by FFTW, with buffers of its own.
///
/// Planned with `FFTW_ESTIMATE`, which tries out nothing, so that every run uses the same plan and gives the same bits.
/// The buffers are aligned and belong to one plan, so that FFTW may use all of the processor's vector width.
public final class RealTransform {
  /// How many samples a transform takes.
  public let length: Int
  /// The samples to transform; zero at first. Shape (``length``).
  public let input: UnsafeMutableBufferPointer<Float>
  /// The spectrum after ``execute()``: real and imaginary parts in turn, from 0 Hz to half the sample rate, not scaled.
  /// Shape (`length / 2 + 1`, 2).
  public let output: UnsafeMutableBufferPointer<Float>

  private let plan: fftwf_plan

  /// Plans a transform.
  ///
  /// - Throws: ``SignalFailure`` if the length is below 1 or beyond FFTW's counters, or there is no memory.
  public init(length: Int) throws(SignalFailure) {
    guard length >= 1, let size = Int32(exactly: length) else {
      throw SignalFailure("a Fourier transform cannot have \(length) samples")
    }
    let input = Self.allocate(length)
    let output = Self.allocate(2 * (length / 2 + 1))
    var made: fftwf_plan?
    planner.withLock { _ in
      output.withMemoryRebound(to: fftwf_complex.self) {
        made = fftwf_plan_dft_r2c_1d(size, input.baseAddress, $0.baseAddress, UInt32(FFTW_ESTIMATE))
      }
    }
    guard let made else {
      input.deallocate()
      output.deallocate()
      throw SignalFailure("FFTW has no plan for a Fourier transform of \(length) samples")
    }
    self.length = length
    self.input = input
    self.output = output
    plan = made
  }

  deinit {
    // Destroying a plan touches the planner's state, too.
    planner.withLock { _ in fftwf_destroy_plan(plan) }
    input.deallocate()
    output.deallocate()
  }

  /// Transforms ``input`` into ``output``. The input keeps its values.
  public func execute() {
    fftwf_execute(plan)
  }

  /// The least length from `minimum` on that has no prime factor above 5, which FFTW transforms fast.
  static func fastLength(atLeast minimum: Int) -> Int {
    var length = minimum
    while true {
      var rest = length
      for prime in [2, 3, 5] {
        while rest % prime == 0 { rest /= prime }
      }
      if rest == 1 { return length }
      length += 1
    }
  }

  private static func allocate(_ count: Int) -> UnsafeMutableBufferPointer<Float> {
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: count * MemoryLayout<Float>.stride, alignment: 64)
    let floats = bytes.bindMemory(to: Float.self)
    floats.initialize(repeating: 0)
    return floats
  }
}
