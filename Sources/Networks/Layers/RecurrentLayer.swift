import NetworkKernels

/// A recurrent layer of one or two directions, over batches of whole songs.
final class RecurrentLayer {
  /// Numbers per row of the output: the forward direction's units, then the reverse one's.
  let outputs: Int
  /// The outputs of all rows; shape (rows, ``outputs``).
  let output = FloatBuffer()
  /// The derivative by them.
  let outputGradient = FloatBuffer()
  /// Where the next layer's parameters start.
  let end: Int

  private let directions: [RecurrentDirection]

  init(shape: NetworkShape, layer: Int, start: Int, kernels: NKKernels) {
    let (inputs, units) = (shape.inputs(ofLayer: layer), shape.layers[layer])
    var directions: [RecurrentDirection] = []
    var place = start
    for direction in 0..<shape.directions {
      let parameters = DirectionParameters(
        start: place, rows: shape.cell.gateCount * units, inputs: inputs, units: units)
      directions.append(
        RecurrentDirection(
          cell: shape.cell, inputs: inputs, units: units, isReversed: direction == 1, parameters: parameters,
          kernels: kernels))
      place = parameters.end
    }
    self.directions = directions
    outputs = units * shape.directions
    end = place
  }

  /// Packs the weights after they changed.
  func prepare(_ values: UnsafePointer<Float>, learning: Bool, team: ThreadTeam) {
    team.run(directions.count) { [directions] in directions[$0].prepare(values, learning: learning) }
  }

  /// The outputs of a batch.
  func runForward(_ input: Matrix, _ layout: BatchLayout, team: ThreadTeam) {
    output.reserve(layout.rows * outputs)
    for direction in directions { direction.reserve(layout) }
    let isDivided = groups(layout, team) > 1
    if isDivided {
      let (directions, parts) = (directions, RowParts(rows: layout.rows))
      team.run(directions.count * parts.count) {
        directions[$0 % directions.count].multiplyInputs(input, rows: parts[$0 / directions.count])
      }
    }
    let target = Matrix(start: output.pointer, stride: outputs)
    forEachGroup(layout, team) { direction, index, places in
      direction.runForward(
        layout, places: places, input: isDivided ? nil : input,
        output: target.from(row: 0, column: index * direction.units))
    }
  }

  /// The derivatives by the parameters, and by the inputs if `inputGradient` has room for them, from
  /// ``outputGradient``.
  func runBackward(
    _ input: Matrix, inputGradient: Matrix?, _ layout: BatchLayout, gradients: UnsafeMutablePointer<Float>,
    team: ThreadTeam
  ) {
    let upstream = Matrix(start: outputGradient.pointer, stride: outputs)
    let (directions, isDivided) = (directions, team.threads > directions.count)
    let blocks = directions.first?.cell.gradientBlocks(isDivided: isDivided).count ?? 0
    let goBack = { (direction: RecurrentDirection, index: Int, places: Range<Int>) in
      direction.runBackward(layout, places: places, upstream: upstream.from(row: 0, column: index * direction.units))
    }
    let computeWeights = { (index: Int, block: Int) in
      directions[index].computeWeightGradients(
        block: block, isDivided: isDivided, input: input, rows: layout.rows, gradients: gradients)
    }
    if isDivided {
      forEachGroup(layout, team, goBack)
      team.run(directions.count * blocks) { computeWeights($0 / blocks, $0 % blocks) }
    } else {
      // One direction after the other, the last of the way there first: a cache may still have what it left.
      team.run(directions.count) { task in
        let index = directions.count - 1 - task
        goBack(directions[index], index, 0..<layout.songs)
        for block in 0..<blocks { computeWeights(index, block) }
      }
    }
    guard let inputGradient else { return }
    let parts = RowParts(rows: layout.rows)
    team.run(parts.count) { part in
      for (index, direction) in directions.enumerated() {
        direction.multiplyGradients(into: inputGradient, rows: parts[part], adding: index > 0)
      }
    }
  }

  /// Does a task for each direction, and for groups of songs where there are more threads than directions. Songs are
  /// independent, so that grouping them changes no bit.
  private func forEachGroup(
    _ layout: BatchLayout, _ team: ThreadTeam, _ task: @escaping (RecurrentDirection, Int, Range<Int>) -> Void
  ) {
    let (directions, groups) = (directions, groups(layout, team))
    team.run(directions.count * groups) { number in
      let (index, group) = (number % directions.count, number / directions.count)
      task(directions[index], index, layout.songs * group / groups..<layout.songs * (group + 1) / groups)
    }
  }

  /// Into how many groups the songs of a direction are divided.
  private func groups(_ layout: BatchLayout, _ team: ThreadTeam) -> Int {
    max(1, min(team.threads / directions.count, layout.songs))
  }
}
