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
