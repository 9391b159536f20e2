import CFFTW
import Synchronization

/// FFTW's planner works on state of its own that is not thread-safe; only executing a plan is.
private let planner = Mutex(())

/// A Fourier transform of real samples in single precision, by FFTW, with buffers of its own.
///
/// An even length is transformed as half as many complex numbers and then taken apart: FFTW's own last step for real
/// samples takes twice as long as all its others.
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
  /// The step after the plan for an even length, from ``packed`` to ``output``.
  private let unpacking: RealUnpacking?
  /// The spectrum of an even length's samples, taken as complex numbers in turn; empty for an odd length.
  private let packed: UnsafeMutableBufferPointer<Float>

  /// Plans a transform.
  ///
  /// - Throws: ``SignalFailure`` if the length is below 1 or beyond FFTW's counters, or there is no memory.
  public init(length: Int) throws(SignalFailure) {
    guard length >= 1, let size = Int32(exactly: length) else {
      throw SignalFailure("a Fourier transform cannot have \(length) samples")
    }
    let input = Self.allocate(length)
    let output = Self.allocate(2 * (length / 2 + 1))
    let isEven = length % 2 == 0
    let packed = Self.allocate(isEven ? length : 0)
    var made: fftwf_plan?
    planner.withLock { _ in
      made = isEven ? Self.planPacked(size / 2, input, packed) : Self.planReal(size, input, output)
    }
    guard let made else {
      input.deallocate()
      packed.deallocate()
      output.deallocate()
      throw SignalFailure("FFTW has no plan for a Fourier transform of \(length) samples")
    }
    self.length = length
    self.input = input
    self.output = output
    self.packed = packed
    unpacking = isEven ? RealUnpacking(length: length) : nil
    plan = made
  }

  deinit {
    // Destroying a plan touches the planner's state, too.
    planner.withLock { _ in fftwf_destroy_plan(plan) }
    input.deallocate()
    packed.deallocate()
    output.deallocate()
  }

  /// Transforms ``input`` into ``output``. The input keeps its values.
  public func execute() {
    fftwf_execute(plan)
    unpacking?.apply(to: UnsafeBufferPointer(packed), into: output)
  }

  private static func planReal(
    _ size: Int32, _ input: UnsafeMutableBufferPointer<Float>, _ output: UnsafeMutableBufferPointer<Float>
  ) -> fftwf_plan? {
    output.withMemoryRebound(to: fftwf_complex.self) {
      fftwf_plan_dft_r2c_1d(size, input.baseAddress, $0.baseAddress, UInt32(FFTW_ESTIMATE))
    }
  }

  private static func planPacked(
    _ size: Int32, _ input: UnsafeMutableBufferPointer<Float>, _ packed: UnsafeMutableBufferPointer<Float>
  ) -> fftwf_plan? {
    input.withMemoryRebound(to: fftwf_complex.self) { input in
      packed.withMemoryRebound(to: fftwf_complex.self) { packed in
        // Out of place, so that the input keeps its values.
        fftwf_plan_dft_1d(size, input.baseAddress, packed.baseAddress, FFTW_FORWARD, UInt32(FFTW_ESTIMATE))
      }
    }
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
