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

/// Neighbouring gates of a cell in the weights, and the slots where the kernels keep them.
struct GateBlock {
  /// The first gate, in the order of the weights' rows.
  let gate: Int
  /// The slot of the first gate.
  let slot: Int
  /// How many gates.
  let count: Int
}

extension Cell {
  /// How many slots the kernels have per unit.
  static let slotCount = 4

  /// Where products with the input weights go.
  ///
  /// A GRU's new gate needs the product with the recurrent weights by itself, so that one has slot 2 and the other slot
  /// 3.
  var inputBlocks: [GateBlock] {
    switch self {
    case .lstm: [GateBlock(gate: 0, slot: 0, count: 4)]
    case .gru: [GateBlock(gate: 0, slot: 0, count: 2), GateBlock(gate: 2, slot: 3, count: 1)]
    }
  }

  /// Where products with the recurrent weights go.
  var recurrentBlocks: [GateBlock] {
    switch self {
    case .lstm: inputBlocks
    case .gru: [GateBlock(gate: 0, slot: 0, count: 2), GateBlock(gate: 2, slot: 2, count: 1)]
    }
  }

  /// Blocks whose weights' derivatives are computed by a task each, for the input weights and for the recurrent ones; where
  /// threads share a direction, a block of all gates is divided.
  func gradientBlocks(isDivided: Bool) -> [(input: GateBlock, recurrent: GateBlock)] {
    if self == .lstm, isDivided {
      return [0, 2].map { GateBlock(gate: $0, slot: $0, count: 2) }.map { ($0, $0) }
    }
    return zip(inputBlocks, recurrentBlocks).map { ($0, $1) }
  }
}
