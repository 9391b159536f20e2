import Networks

/// The oracles of two stacked layers in two directions: weights, input, and all that comes of them.
struct RecurrentOracle: Decodable {
  struct Sizes: Decodable {
    let input: Int
    let hidden: [Int]
    let classes: Int
  }
  struct Expectation: Decodable {
    let loss: Double
    let logits: [[[Double]]]
    let gradWeights: [String: Nested]
    let gradX: [[[Double]]]
  }
  /// A vector or a matrix, row-major.
  struct Nested: Decodable {
    let values: [Double]
    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let rows = try? container.decode([[Double]].self) {
        values = rows.flatMap { $0 }
      } else {
        values = try container.decode([Double].self)
      }
    }
  }

  let sizes: Sizes
  let lengths: [Int]
  let x: [[[Double]]]
  let labels: [[Int]]
  let weights: [String: Nested]
  let expect: Expectation

  func network(_ cell: Cell) throws -> RecurrentNetwork {
    let shape = NetworkShape(inputs: sizes.input, layers: sizes.hidden, cell: cell, outputs: sizes.classes)
    return try RecurrentNetwork(
      shape: shape,
      tensors: shape.parameters.map { name, lengths in
        Tensor(name: name, shape: lengths, values: (weights[Self.name(name)]?.values ?? []).map { Float($0) })
      })
  }

  func songs(_ shape: NetworkShape) -> [TrainingSong] {
    lengths.indices.map { song in
      TrainingSong(
        values: (0..<lengths[song]).flatMap { x[$0][song].map { Float($0) } }, shape,
        labels: (0..<lengths[song]).map { labels[$0][song] })
    }
  }

  /// The oracle writes `layer0.` for `layers.0.`.
  static func name(_ name: String) -> String {
    name.hasPrefix("layers.") ? "layer" + name.dropFirst("layers.".count) : name
  }
}
