import NetworkKernels

/// The output layer: a product with weights, and a bias.
final class DenseLayer {
  let inputs: Int
  let outputs: Int
  /// The logits of all rows; shape (rows, ``outputs``).
  let output = FloatBuffer()
  /// The derivative by them.
  let outputGradient = FloatBuffer()

  private let weights: Int
  private let bias: FloatBuffer
  private let panels: Panels
  private let gradientPanels: Panels
  private let weightGradient: WeightGradient

  init(inputs: Int, outputs: Int, start: Int, kernels: NKKernels) {
    (self.inputs, self.outputs, weights) = (inputs, outputs, start)
    bias = FloatBuffer(count: outputs)
    panels = Panels(depth: inputs, columns: outputs, kernels: kernels)
    gradientPanels = Panels(depth: outputs, columns: inputs, kernels: kernels)
    weightGradient = WeightGradient(kernels: kernels)
  }

  /// Packs the weights after they changed.
  func prepare(_ values: UnsafePointer<Float>, learning: Bool) {
    panels.pack(transposed: values + weights)
    if learning { gradientPanels.pack(values + weights) }
    bias.pointer.update(from: values + weights + outputs * inputs, count: outputs)
  }

  /// The logits of a batch.
  func runForward(_ input: Matrix, rows: Int, team: ThreadTeam) {
    output.reserve(rows * outputs)
    let (parts, target) = (RowParts(rows: rows), Matrix(start: output.pointer, stride: outputs))
    team.run(parts.count) { [bias, outputs, panels] in
      let part = parts[$0]
      for row in part { target.from(row: row).start.update(from: bias.pointer, count: outputs) }
      panels.multiply(
        input.from(row: part.lowerBound), rows: part.count, into: target.from(row: part.lowerBound), adding: true)
    }
  }

  /// The derivatives by the parameters, and by the inputs if asked for, from ``outputGradient``.
  func runBackward(
    _ input: Matrix, inputGradient: Matrix?, rows: Int, gradients: UnsafeMutablePointer<Float>, team: ThreadTeam
  ) {
    let source = Matrix(start: outputGradient.pointer, stride: outputs)
    let parts = RowParts(rows: inputGradient == nil ? 0 : rows)
    team.run(1 + parts.count) { [weights, weightGradient, gradientPanels, inputs, outputs] task in
      if task == 0 {
        let product = WeightGradient.Product(inputs: inputs, input: input, weights: gradients + weights)
        weightGradient.compute(
          outputs: outputs, source, rows: rows, products: [product], bias: gradients + weights + outputs * inputs)
      } else if let inputGradient {
        let part = parts[task - 1]
        gradientPanels.multiply(
          source.from(row: part.lowerBound), rows: part.count, into: inputGradient.from(row: part.lowerBound),
          adding: false)
      }
    }
  }
}
