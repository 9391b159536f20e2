import CFFTW
import Synchronization

/// FFTW's planner works on state of its own that is not thread-safe; only executing a plan is.
private let planner = Mutex(())

/// A plan of FFTW with the buffers that it was made for.
///
/// Planned with `FFTW_ESTIMATE`, which tries out nothing, so that every run uses the same plan and gives the same bits.
/// The buffers are aligned and belong to one plan, so that FFTW may use all of the processor's vector width. A plan works
/// out of place: the input keeps its values.
final class FourierPlan {
  /// What is transformed; zeros at first.
  let input: UnsafeMutableBufferPointer<Float>
  /// What it is transformed to: real and imaginary parts in turn, not scaled.
  let output: UnsafeMutableBufferPointer<Float>

  private let plan: fftwf_plan

  /// A plan for real numbers, shape (`count`), to the lower half of their spectrum, shape (`count / 2 + 1`, 2); `nil` if
  /// there is no memory.
  convenience init?(realCount count: Int32) {
    self.init(inputCount: Int(count), outputCount: 2 * (Int(count) / 2 + 1)) { input, output in
      output.withMemoryRebound(to: fftwf_complex.self) {
        fftwf_plan_dft_r2c_1d(count, input.baseAddress, $0.baseAddress, UInt32(FFTW_ESTIMATE))
      }
    }
  }

  /// A plan for the lower half of a spectrum, shape (`count / 2 + 1`, 2), to real numbers, shape (`count`); `nil` if there
  /// is no memory.
  convenience init?(realOutputCount count: Int32) {
    self.init(inputCount: 2 * (Int(count) / 2 + 1), outputCount: Int(count)) { input, output in
      input.withMemoryRebound(to: fftwf_complex.self) {
        fftwf_plan_dft_c2r_1d(
          count, $0.baseAddress, output.baseAddress, UInt32(FFTW_ESTIMATE) | UInt32(FFTW_PRESERVE_INPUT))
      }
    }
  }

  /// A plan for complex numbers and their spectrum, both of shape (`count`, 2); `nil` if there is no memory.
  convenience init?(complexCount count: Int32) {
    self.init(inputCount: 2 * Int(count), outputCount: 2 * Int(count)) { input, output in
      input.withMemoryRebound(to: fftwf_complex.self) { input in
        output.withMemoryRebound(to: fftwf_complex.self) { output in
          fftwf_plan_dft_1d(count, input.baseAddress, output.baseAddress, FFTW_FORWARD, UInt32(FFTW_ESTIMATE))
        }
      }
    }
  }

  private init?(
    inputCount: Int, outputCount: Int,
    make: (UnsafeMutableBufferPointer<Float>, UnsafeMutableBufferPointer<Float>) -> fftwf_plan?
  ) {
    let input = Self.allocate(inputCount)
    let output = Self.allocate(outputCount)
    var made: fftwf_plan?
    planner.withLock { _ in made = make(input, output) }
    guard let made else {
      input.deallocate()
      output.deallocate()
      return nil
    }
    (self.input, self.output) = (input, output)
    plan = made
  }

  deinit {
    // Destroying a plan touches the planner's state, too.
    planner.withLock { _ in fftwf_destroy_plan(plan) }
    input.deallocate()
    output.deallocate()
  }

  /// Transforms ``input`` into ``output``.
  func execute() {
    fftwf_execute(plan)
  }

  private static func allocate(_ count: Int) -> UnsafeMutableBufferPointer<Float> {
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: count * MemoryLayout<Float>.stride, alignment: 64)
    let floats = bytes.bindMemory(to: Float.self)
    floats.initialize(repeating: 0)
    return floats
  }
}
