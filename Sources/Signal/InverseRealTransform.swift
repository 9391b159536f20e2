/// A Fourier transform from the lower half of a spectrum back to real samples, by FFTW, with buffers of its own.
public final class InverseRealTransform {
  /// How many samples a transform gives.
  public let length: Int
  /// The spectrum: real and imaginary parts in turn, from 0 Hz to half the sample rate; zero at first. Shape
  /// (`length / 2 + 1`, 2).
  public var input: UnsafeMutableBufferPointer<Float> { plan.input }
  /// The samples after ``execute()``, ``length`` times too large. Shape (``length``).
  public var output: UnsafeMutableBufferPointer<Float> { plan.output }

  private let plan: FourierPlan

  /// Plans a transform.
  ///
  /// - Throws: ``SignalFailure`` if the length is below 1 or beyond FFTW's counters, or there is no memory.
  public init(length: Int) throws(SignalFailure) {
    guard length >= 1, let size = Int32(exactly: length) else {
      throw SignalFailure("a Fourier transform cannot have \(length) samples")
    }
    guard let plan = FourierPlan(realOutputCount: size) else {
      throw SignalFailure("FFTW has no plan for a Fourier transform of \(length) samples")
    }
    self.length = length
    self.plan = plan
  }

  /// Transforms ``input`` into ``output``. The input keeps its values.
  public func execute() { plan.execute() }
}
