import StageKit

/// A network of stacked recurrent layers and a dense output layer: its sizes and its parameters.
public struct RecurrentNetwork: Sendable, Hashable {
  /// The sizes.
  public let shape: NetworkShape
  /// All parameters, one after another in the order of ``NetworkShape/parameters``, each row-major.
  public var parameters: [Float]

  /// A network with parameters by chance, as PyTorch draws them: uniform between plus and minus 1 / sqrt(units) in
  /// recurrent layers, and 1 / sqrt(inputs) in the output layer.
  public init(shape: NetworkShape, random: CounterRandom) {
    self.shape = shape
    let bounds = Self.bounds(shape)
    parameters = zip(shape.parameters, bounds).enumerated().flatMap { index, parameter in
      let ((_, lengths), bound) = parameter
      return (0..<lengths.reduce(1, *)).map { place in
        Float((2 * random.uniform("parameters", UInt64(index), UInt64(place)) - 1) * bound)
      }
    }
  }

  /// A network with all parameters given.
  init(shape: NetworkShape, parameters: [Float]) {
    (self.shape, self.parameters) = (shape, parameters)
  }

  /// A network with parameters from a file.
  ///
  /// - Parameters:
  ///   - shape: The sizes.
  ///   - tensors: All of ``NetworkShape/parameters`` by name, in any order, and no others.
  /// - Throws: ``Failure`` if one is missing, unknown or of another shape.
  public init(shape: NetworkShape, tensors: [Tensor]) throws {
    let given = Dictionary(tensors.map { ($0.name, $0) }) { first, _ in first }
    var parameters: [Float] = []
    for (name, lengths) in shape.parameters {
      guard let tensor = given[name] else { throw Failure("the parameter \(name) is missing") }
      guard tensor.shape == lengths, tensor.values.count == lengths.reduce(1, *) else {
        throw Failure("the parameter \(name) has the shape \(tensor.shape) instead of \(lengths)")
      }
      parameters += tensor.values
    }
    let known = Set(shape.parameters.map(\.name))
    if let unknown = tensors.first(where: { !known.contains($0.name) }) {
      throw Failure("the parameter \(unknown.name) is not one of this network's")
    }
    guard tensors.count == known.count else { throw Failure("a parameter is given twice") }
    (self.shape, self.parameters) = (shape, parameters)
  }

  /// The network with an output layer by chance for other classes; the recurrent layers stay.
  public func replacingOutput(classes: Int, random: CounterRandom) -> RecurrentNetwork {
    let shape = NetworkShape(
      inputs: shape.inputs, layers: shape.layers, cell: shape.cell, isBidirectional: shape.isBidirectional,
      outputs: classes)
    let kept = shape.parameterCount(ofLowest: shape.layers.count)
    let fresh = RecurrentNetwork(shape: shape, random: random).parameters
    return RecurrentNetwork(shape: shape, parameters: Array(parameters[..<kept] + fresh[kept...]))
  }

  /// All parameters by name.
  public var tensors: [Tensor] {
    shape.tensors(parameters)
  }

  /// The largest magnitude that each parameter starts with.
  private static func bounds(_ shape: NetworkShape) -> [Double] {
    let recurrent = shape.layers.flatMap { units in
      [Double](repeating: 1 / Double(units).squareRoot(), count: 4 * shape.directions)
    }
    let output = 1 / Double(shape.inputs(ofLayer: shape.layers.count)).squareRoot()
    return recurrent + [output, output]
  }
}

extension NetworkShape {
  /// Numbers in the order of all parameters, by the parameters' names after a prefix.
  func tensors(_ values: [Float], prefix: String = "") -> [Tensor] {
    var start = 0
    return parameters.map { name, lengths in
      let count = lengths.reduce(1, *)
      defer { start += count }
      return Tensor(name: prefix + name, shape: lengths, values: Array(values[start..<start + count]))
    }
  }
}
