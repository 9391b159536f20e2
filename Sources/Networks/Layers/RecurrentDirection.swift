import NetworkKernels

/// One direction of a recurrent layer: its packed weights, and what it keeps of a batch for the way back.
final class RecurrentDirection {
  let cell: Cell
  let inputs: Int
  let units: Int
  let isReversed: Bool
  let parameters: DirectionParameters
  let kernels: NKKernels

  /// Numbers per row of ``slots``.
  var slotWidth: Int { Cell.slotCount * units }

  /// Gates of each row, and after the way back the derivatives by what goes into them; shape (rows, 4 x units).
  let slots = FloatBuffer()
  /// The output of the step before, zeros where a song starts; shape (rows, units), or (songs, units) where nothing is
  /// learned.
  let previous = FloatBuffer()
  /// An LSTM's cell of the step before, in the same shape.
  let previousCell = FloatBuffer()
  /// The hyperbolic tangent of an LSTM's cell, in the same shape.
  let cellTanh = FloatBuffer()
  /// Whether there is a way back, for which each row's state is kept. Without, a song's state stays in one place, and so
  /// in the first cache.
  private(set) var learns = false
  /// The derivative by the output, on its way from a step to the one before; shape (songs, units).
  let outputGradient = FloatBuffer()
  /// The same by an LSTM's cell.
  let cellGradient = FloatBuffer()
  /// The biases by slot.
  let bias: FloatBuffer

  let inputPanels: [Panels]
  let recurrentPanels: Panels
  let inputGradientPanels: [Panels]
  let recurrentGradientPanels: Panels
  let weightGradients: [WeightGradient]

  init(
    cell: Cell, inputs: Int, units: Int, isReversed: Bool, parameters: DirectionParameters, kernels: NKKernels
  ) {
    (self.cell, self.inputs, self.units, self.isReversed) = (cell, inputs, units, isReversed)
    (self.parameters, self.kernels) = (parameters, kernels)
    bias = FloatBuffer(count: Cell.slotCount * units)
    let gates = cell.gateCount * units
    inputPanels = cell.inputBlocks.map { Panels(depth: inputs, columns: $0.count * units, kernels: kernels) }
    inputGradientPanels = cell.gradientBlocks(isDivided: true).map {
      Panels(depth: $0.input.count * units, columns: inputs, kernels: kernels)
    }
    recurrentPanels = Panels(depth: units, columns: gates, kernels: kernels)
    recurrentGradientPanels = Panels(depth: gates, columns: units, kernels: kernels)
    weightGradients = cell.gradientBlocks(isDivided: true).map { _ in WeightGradient(kernels: kernels) }
  }

  /// The gradients by slot of a row, from the slot on.
  func slots(from row: Int, slot: Int = 0) -> Matrix {
    Matrix(start: slots.pointer, stride: slotWidth).from(row: row, column: slot * units)
  }

  /// Packs the weights after they changed; those of the way back too if `learning`.
  func prepare(_ values: UnsafePointer<Float>, learning: Bool) {
    learns = learning
    let recurrent = values + parameters.recurrentWeights
    recurrentPanels.pack(transposed: recurrent)
    if learning { recurrentGradientPanels.pack(recurrent) }
    for (panels, block) in zip(inputPanels, cell.inputBlocks) {
      panels.pack(transposed: values + parameters.inputWeights + block.gate * units * inputs)
    }
    for (panels, blocks) in zip(inputGradientPanels, cell.gradientBlocks(isDivided: true)) where learning {
      panels.pack(values + parameters.inputWeights + blocks.input.gate * units * inputs)
    }
    prepareBias(values)
  }

  private func prepareBias(_ values: UnsafePointer<Float>) {
    bias.pointer.update(repeating: 0, count: slotWidth)
    let sources = [(parameters.inputBias, cell.inputBlocks), (parameters.recurrentBias, cell.recurrentBlocks)]
    for (start, blocks) in sources {
      for block in blocks {
        for unit in 0..<block.count * units {
          bias.pointer[block.slot * units + unit] += values[start + block.gate * units + unit]
        }
      }
    }
  }

  /// Makes room for a batch.
  func reserve(_ layout: BatchLayout) {
    slots.reserve(layout.rows * slotWidth)
    let states = (learns ? layout.rows : layout.songs) * units
    previous.reserve(states)
    outputGradient.reserve(layout.songs * units)
    guard cell == .lstm else { return }
    previousCell.reserve(states)
    cellTanh.reserve(states)
    cellGradient.reserve(layout.songs * units)
  }

  /// The products of rows with the input weights.
  func multiplyInputs(_ input: Matrix, rows: Range<Int>) {
    for (index, block) in cell.inputBlocks.enumerated() {
      inputPanels[index].multiply(
        input.from(row: rows.lowerBound), rows: rows.count, into: slots(from: rows.lowerBound, slot: block.slot),
        adding: false)
    }
    guard cell == .gru else { return }
    // The recurrent product of the new gate is added to nothing.
    for row in rows { slots(from: row, slot: 2).start.update(repeating: 0, count: units) }
  }

  /// Writes the derivative by the rows' inputs, or adds it. The sum over gates is made block by block, whatever the number
  /// of threads.
  func multiplyGradients(into gradient: Matrix, rows: Range<Int>, adding: Bool) {
    for (index, blocks) in cell.gradientBlocks(isDivided: true).enumerated() {
      inputGradientPanels[index].multiply(
        slots(from: rows.lowerBound, slot: blocks.input.slot), rows: rows.count,
        into: gradient.from(row: rows.lowerBound), adding: adding || index > 0)
    }
  }

  /// Writes the derivatives by the weights and biases of one of the cell's ``Cell/gradientBlocks(isDivided:)``.
  func computeWeightGradients(
    block index: Int, isDivided: Bool, input: Matrix, rows: Int, gradients: UnsafeMutablePointer<Float>
  ) {
    let (forInput, forRecurrent) = cell.gradientBlocks(isDivided: isDivided)[index]
    let products = [
      WeightGradient.Product(
        inputs: inputs, input: input,
        weights: gradients + parameters.inputWeights + forInput.gate * units * inputs),
      WeightGradient.Product(
        inputs: units, input: Matrix(start: previous.pointer, stride: units),
        weights: gradients + parameters.recurrentWeights + forRecurrent.gate * units * units),
    ]
    let inputBias = gradients + parameters.inputBias + forInput.gate * units
    let recurrentBias = gradients + parameters.recurrentBias + forRecurrent.gate * units
    func compute(_ block: GateBlock, _ products: [WeightGradient.Product], _ bias: UnsafeMutablePointer<Float>) {
      weightGradients[index].compute(
        outputs: block.count * units, slots(from: 0, slot: block.slot), rows: rows, products: products, bias: bias)
    }
    if forInput.slot == forRecurrent.slot {
      // Both weights have the same derivative by what goes into the gates: it is packed once.
      compute(forInput, products, inputBias)
      recurrentBias.update(from: inputBias, count: forInput.count * units)
    } else {
      compute(forInput, [products[0]], inputBias)
      compute(forRecurrent, [products[1]], recurrentBias)
    }
  }
}

/// Where the parameters of one direction of a recurrent layer stand among all parameters of a network.
struct DirectionParameters {
  let inputWeights: Int
  let recurrentWeights: Int
  let inputBias: Int
  let recurrentBias: Int
  /// Where the next parameters start.
  let end: Int

  init(start: Int, rows: Int, inputs: Int, units: Int) {
    inputWeights = start
    recurrentWeights = inputWeights + rows * inputs
    inputBias = recurrentWeights + rows * units
    recurrentBias = inputBias + rows
    end = recurrentBias + rows
  }
}
