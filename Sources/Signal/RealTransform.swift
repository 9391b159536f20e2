/// A Fourier transform of real samples in single precision, by FFTW, with buffers of its own.
///
/// An even length is transformed as half as many complex numbers and then taken apart: FFTW's own last step for real
/// samples takes twice as long as all its others.
public final class RealTransform {
  /// How many samples a transform takes.
  public let length: Int
  /// The samples to transform; zero at first. Shape (``length``).
  public var input: UnsafeMutableBufferPointer<Float> { plan.input }
  /// The spectrum after ``execute()``: real and imaginary parts in turn, from 0 Hz to half the sample rate, not scaled.
  /// Shape (`length / 2 + 1`, 2).
  public let output: UnsafeMutableBufferPointer<Float>

  private let plan: FourierPlan
  /// The step after the plan for an even length, from the plan's output to ``output``; `nil` for an odd one, for which they
  /// are the same.
  private let unpacking: RealUnpacking?

  /// Plans a transform.
  ///
  /// - Throws: ``SignalFailure`` if the length is below 1 or beyond FFTW's counters, or there is no memory.
  public init(length: Int) throws(SignalFailure) {
    guard length >= 1, let size = Int32(exactly: length) else {
      throw SignalFailure("a Fourier transform cannot have \(length) samples")
    }
    let isEven = length % 2 == 0
    guard let plan = isEven ? FourierPlan(complexCount: size / 2) : FourierPlan(realCount: size) else {
      throw SignalFailure("FFTW has no plan for a Fourier transform of \(length) samples")
    }
    self.length = length
    self.plan = plan
    unpacking = isEven ? RealUnpacking(length: length) : nil
    output = isEven ? .allocate(capacity: length + 2) : plan.output
    if isEven { output.initialize(repeating: 0) }
  }

  deinit {
    if unpacking != nil { output.deallocate() }
  }

  /// Transforms ``input`` into ``output``. The input keeps its values.
  public func execute() {
    plan.execute()
    unpacking?.apply(to: UnsafeBufferPointer(plan.output), into: output)
  }

  /// Transforms ``input`` to the squared magnitudes of its spectrum. The input keeps its values, ``output`` tells nothing.
  ///
  /// - Parameter row: Shape (`length / 2 + 1`).
  public func power(into row: UnsafeMutableBufferPointer<Float>) {
    plan.execute()
    guard let unpacking else {
      for bin in row.indices {
        row[bin] = output[2 * bin] * output[2 * bin] + output[2 * bin + 1] * output[2 * bin + 1]
      }
      return
    }
    unpacking.power(of: UnsafeBufferPointer(plan.output), into: row)
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
}
