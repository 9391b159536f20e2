import Glibc
import NetworkKernels

/// How a step is made from a gradient.
public enum Optimizer: Sendable, Hashable {
  /// Divides by a running root mean square: PyTorch's `torch.optim.RMSprop` without momentum, `decay` its `alpha`.
  case rmsprop(decay: Double = 0.99, epsilon: Double = 1e-8)
  /// A running mean over a running root mean square, both corrected for their start: PyTorch's `torch.optim.Adam`.
  case adam(meanDecay: Double = 0.9, squareDecay: Double = 0.999, epsilon: Double = 1e-8)

  /// The names of the running means that it keeps of each parameter.
  var moments: [String] {
    switch self {
    case .rmsprop: ["squares"]
    case .adam: ["means", "squares"]
    }
  }
}

extension Optimizer {
  /// Parameters that a thread takes at once.
  private static let part = 1 << 16

  /// Changes parameters by one step.
  ///
  /// - Parameters:
  ///   - parameters: All parameters; so are the gradients and each of the moments.
  ///   - range: The parameters that learn: others stay, and their gradients count for nothing.
  ///   - step: The number of this step, from 1.
  ///   - rate: The learning rate.
  ///   - decay: What parameters lose of themselves, times the rate, before the step: PyTorch's `AdamW`.
  ///   - largestNorm: Where the gradient's Euclidean norm is above this, the gradient is scaled down to it, in
  ///     PyTorch's form (`clip_grad_norm_`).
  /// - Returns: The gradient's norm before that.
  @discardableResult
  func apply(
    to parameters: FloatBuffer, gradients: FloatBuffer, moments: [FloatBuffer], range: Range<Int>, step: Int,
    rate: Double, decay: Double = 0, largestNorm: Double?, kernels: NKKernels, team: ThreadTeam
  ) -> Double {
    let starts = Array(stride(from: range.lowerBound, to: range.upperBound, by: Self.part))
    let squares = starts.map { kernels.sumOfSquares(gradients.pointer + $0, min(Self.part, range.upperBound - $0)) }
    let norm = squares.reduce(0, +).squareRoot()
    let scale = Float(largestNorm.map { min(1, $0 / (norm + 1e-6)) } ?? 1)
    team.run(starts.count) {
      let start = starts[$0]
      let (values, gradients) = (parameters.pointer + start, gradients.pointer + start)
      let (moments, count) = (moments.map { $0.pointer + start }, min(Self.part, range.upperBound - start))
      if decay > 0 {
        let kept = Float(1 - rate * decay)
        for index in 0..<count { values[index] *= kept }
      }
      switch self {
      case .rmsprop(let decay, let epsilon):
        kernels.rmsprop(values, gradients, moments[0], count, Float(rate), decay, Float(epsilon), scale)
      case .adam(let meanDecay, let squareDecay, let epsilon):
        let first = 1 - pow(meanDecay, Double(step))
        let second = (1 - pow(squareDecay, Double(step))).squareRoot()
        kernels.adam(
          values, gradients, moments[0], moments[1], count, Float(rate / first), meanDecay, squareDecay,
          Float(epsilon), Float(second), scale)
      }
    }
    return norm
  }
}
