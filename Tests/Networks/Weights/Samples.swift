import Networks
import StageKit

/// Small models for tests; their numbers come from chance with a seed.
enum Samples {
  static let recipe = FeatureRecipe(
    parts: [
      .init(stage: "spectrum", settings: ["window": "hann"], width: 0),
      .init(stage: "mel", settings: ["bands": "2", "low": "20 Hz"], width: 2),
      .init(stage: "onset", settings: [:], width: 1),
    ], rate: "0.5 Hz")

  static func shape(_ cell: Cell, layers: [Int] = [2], isBidirectional: Bool = true) -> NetworkShape {
    NetworkShape(inputs: 3, layers: layers, cell: cell, isBidirectional: isBidirectional, outputs: 2)
  }

  static func card(_ shape: NetworkShape?, kind: ModelKind = .student) throws -> ModelCard {
    try ModelCard(
      kind: kind, shape: shape, types: ["CU", "LS \"é\"\n"], scale: ["CU"], view: 2, features: recipe,
      pipeline: "0123abcd")
  }

  /// Weights of the size that networks start with. With larger ones the recurrence amplifies the rounding of float32:
  /// two exact programs then differ by more than any tolerance for their faults.
  static func tensors(_ shape: NetworkShape) -> [Tensor] {
    let parameters = shape.parameters.map { name, sizes in
      let spread = 1 / Double(sizes.last ?? 1).squareRoot()
      return tensor(name, sizes, in: -spread...spread)
    }
    return parameters + [
      tensor("normalisation.mean", [shape.inputs], in: -1...1),
      tensor("normalisation.deviation", [shape.inputs], in: 0.5...2),
    ]
  }

  static func model(_ cell: Cell, layers: [Int] = [2], isBidirectional: Bool = true) throws -> Model {
    let shape = shape(cell, layers: layers, isBidirectional: isBidirectional)
    return try Model(card: card(shape), tensors: tensors(shape))
  }

  private static func tensor(_ name: String, _ shape: [Int], in range: ClosedRange<Double>) -> Tensor {
    let random = CounterRandom(seed: 3)
    let (low, width) = (range.lowerBound, range.upperBound - range.lowerBound)
    let values = (0..<shape.reduce(1, *)).map { Float(low + width * random.uniform(name, UInt64($0))) }
    return Tensor(name: name, shape: shape, values: values)
  }
}
