/// The kind of a recurrent layer.
public enum Cell: String, Sendable, Hashable, CaseIterable, Codable {
  /// Long short-term memory with input, forget, cell and output gates and no peepholes: PyTorch's `nn.LSTM`.
  case lstm
  /// Gated recurrent unit with reset, update and new gates, the reset after the product: PyTorch's `nn.GRU`.
  case gru

  /// How many gates a unit has; their rows are stacked in the weights, LSTM i, f, g, o and GRU r, z, n.
  public var gateCount: Int {
    switch self {
    case .lstm: 4
    case .gru: 3
    }
  }
}
