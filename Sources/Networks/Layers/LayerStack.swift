import NetworkKernels

/// The layers of a network at work, with the memory that they need for a batch.
final class LayerStack {
  let shape: NetworkShape
  let kernels: NKKernels
  let team: ThreadTeam
  /// How many of the lowest layers stay as they are: there is no way back through them.
  let frozen: Int
  private let layers: [RecurrentLayer]
  private let dense: DenseLayer

  init(shape: NetworkShape, team: ThreadTeam, kernels: NKKernels, frozen: Int = 0) {
    var layers: [RecurrentLayer] = []
    for layer in shape.layers.indices {
      layers.append(RecurrentLayer(shape: shape, layer: layer, start: layers.last?.end ?? 0, kernels: kernels))
    }
    (self.shape, self.team, self.kernels, self.layers, self.frozen) = (shape, team, kernels, layers, frozen)
    dense = DenseLayer(
      inputs: shape.inputs(ofLayer: shape.layers.count), outputs: shape.outputs, start: layers.last?.end ?? 0,
      kernels: kernels)
  }

  /// Takes parameters over; for the way back too if `learning`.
  func prepare(_ parameters: UnsafePointer<Float>, learning: Bool) {
    for (index, layer) in layers.enumerated() {
      layer.prepare(parameters, learning: learning && index >= frozen, team: team)
    }
    dense.prepare(parameters, learning: learning)
  }

  /// The logits of a batch, of shape (rows, classes); valid until the next batch.
  func runForward(_ input: FloatBuffer, _ layout: BatchLayout, dropout: Dropout? = nil) -> FloatBuffer {
    var rows = Matrix(start: input.pointer, stride: shape.inputs)
    for (index, layer) in layers.enumerated() {
      layer.runForward(rows, layout, team: team)
      dropout?.apply(
        to: layer.output, width: layer.outputs, layer: index, layout, kernels: kernels, team: team)
      rows = Matrix(start: layer.output.pointer, stride: layer.outputs)
    }
    dense.runForward(rows, rows: layout.rows, team: team)
    return dense.output
  }

  /// Where the derivative by the logits goes before the way back.
  func logitGradient(rows: Int) -> FloatBuffer {
    dense.outputGradient.reserve(rows * shape.outputs)
    return dense.outputGradient
  }

  /// The derivatives by all parameters that learn, and by the input if asked for and no layer is frozen, after
  /// ``runForward(_:_:dropout:)`` of the same batch.
  func runBackward(
    _ input: FloatBuffer, _ layout: BatchLayout, dropout: Dropout? = nil, gradients: UnsafeMutablePointer<Float>,
    inputGradient: FloatBuffer? = nil
  ) {
    for layer in layers.dropFirst(frozen) { layer.outputGradient.reserve(layout.rows * layer.outputs) }
    dense.runBackward(
      source(ofLayer: layers.count, input), inputGradient: target(ofLayer: layers.count, inputGradient),
      rows: layout.rows, gradients: gradients, team: team)
    for (index, layer) in layers.enumerated().reversed() where index >= frozen {
      dropout?.apply(
        to: layer.outputGradient, width: layer.outputs, layer: index, layout, kernels: kernels, team: team)
      layer.runBackward(
        source(ofLayer: index, input), inputGradient: target(ofLayer: index, inputGradient), layout,
        gradients: gradients, team: team)
    }
  }

  /// What a layer reads.
  private func source(ofLayer layer: Int, _ input: FloatBuffer) -> Matrix {
    let buffer = layer == 0 ? input : layers[layer - 1].output
    return Matrix(start: buffer.pointer, stride: shape.inputs(ofLayer: layer))
  }

  /// Where the derivative by that goes; nowhere above a frozen layer, and if the first layer's is not asked for.
  private func target(ofLayer layer: Int, _ inputGradient: FloatBuffer?) -> Matrix? {
    guard layer > frozen || layer == 0 else { return nil }
    let buffer = layer == 0 ? inputGradient : layers[layer - 1].outputGradient
    return buffer.map { Matrix(start: $0.pointer, stride: shape.inputs(ofLayer: layer)) }
  }
}
