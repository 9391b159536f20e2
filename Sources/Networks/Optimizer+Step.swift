import Glibc
import NetworkKernels

extension Optimizer {
  /// Changes parameters by one step.
  ///
  /// - Parameters:
  ///   - parameters: All parameters; so are the gradients and each of the moments.
  ///   - step: The number of this step, from 1.
  ///   - rate: The learning rate.
  ///   - largestNorm: Where the gradient's Euclidean norm is above this, the gradient is scaled down to it, in PyTorch's form
  ///     (`clip_grad_norm_`).
  /// - Returns: The gradient's norm before that.
  @discardableResult
  func apply(
    to parameters: FloatBuffer, gradients: FloatBuffer, moments: [FloatBuffer], count: Int, step: Int, rate: Double,
    largestNorm: Double?, kernels: NKKernels
  ) -> Double {
    let norm = kernels.sumOfSquares(gradients.pointer, count).squareRoot()
    let scale = Float(largestNorm.map { min(1, $0 / (norm + 1e-6)) } ?? 1)
    switch self {
    case .rmsprop(let decay, let epsilon):
      kernels.rmsprop(
        parameters.pointer, gradients.pointer, moments[0].pointer, count, Float(rate), decay, Float(epsilon), scale)
    case .adam(let meanDecay, let squareDecay, let epsilon):
      let first = 1 - pow(meanDecay, Double(step))
      let second = (1 - pow(squareDecay, Double(step))).squareRoot()
      kernels.adam(
        parameters.pointer, gradients.pointer, moments[0].pointer, moments[1].pointer, count, Float(rate / first),
        meanDecay, squareDecay, Float(epsilon), Float(second), scale)
    }
    return norm
  }
}
