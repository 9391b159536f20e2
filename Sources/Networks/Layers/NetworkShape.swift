import StageKit

/// The sizes of a recurrent network: stacked recurrent layers and a dense output layer.
public struct NetworkShape: Sendable, Hashable, Codable {
  /// Numbers per frame, at least 1.
  public let inputs: Int
  /// Units of each recurrent layer and direction, the lowest layer first; each at least 1.
  public let layers: [Int]
  /// The kind of the recurrent layers.
  public let cell: Cell
  /// Whether each layer has a second set of units that reads from the song's end to its start.
  public let isBidirectional: Bool
  /// Classes, at least 1.
  public let outputs: Int

  /// The sizes of a network.
  public init(inputs: Int, layers: [Int], cell: Cell = .lstm, isBidirectional: Bool = true, outputs: Int) {
    self.inputs = inputs
    self.layers = layers
    self.cell = cell
    self.isBidirectional = isBidirectional
    self.outputs = outputs
  }

  /// How many directions each layer has.
  public var directions: Int { isBidirectional ? 2 : 1 }

  /// Numbers per frame that a recurrent layer reads; for the layer after the last, what the output layer reads.
  public func inputs(ofLayer layer: Int) -> Int {
    layer == 0 ? inputs : layers[layer - 1] * directions
  }

  /// The names and shapes of all parameters, in the order of a PyTorch `state_dict`: a list `layers` of `nn.LSTM` or
  /// `nn.GRU` modules with one layer each, and an `nn.Linear` named `output`.
  public var parameters: [(name: String, shape: [Int])] {
    layers.indices.flatMap { layer in
      let rows = cell.gateCount * layers[layer]
      return ["", "_reverse"].prefix(directions).flatMap { direction in
        [
          ("layers.\(layer).weight_ih_l0\(direction)", [rows, inputs(ofLayer: layer)]),
          ("layers.\(layer).weight_hh_l0\(direction)", [rows, layers[layer]]),
          ("layers.\(layer).bias_ih_l0\(direction)", [rows]),
          ("layers.\(layer).bias_hh_l0\(direction)", [rows]),
        ]
      }
    } + [
      ("output.weight", [outputs, inputs(ofLayer: layers.count)]),
      ("output.bias", [outputs]),
    ]
  }

  /// How many numbers all parameters have together.
  public var parameterCount: Int { Self.count(parameters) }

  /// How many numbers the parameters of the lowest recurrent layers have together; they are the first of all.
  ///
  /// - Parameter count: How many layers, at most as many as there are.
  func parameterCount(ofLowest count: Int) -> Int { Self.count(parameters.prefix(4 * directions * count)) }

  private static func count(_ parameters: some Sequence<(name: String, shape: [Int])>) -> Int {
    parameters.reduce(0) { $0 + $1.shape.reduce(1, *) }
  }

  /// Throws if the network has fewer recurrent layers than are to stay as they are.
  public func check(frozen count: Int) throws(Failure) {
    guard count > layers.count else { return }
    throw Failure(
      "`freeze` is \(count), and the network has \(layers.count) recurrent layers",
      remedy: "freeze at most \(layers.count); the output layer always learns")
  }
}
