import NetworkKernels

@testable import Networks

/// One way forward and, if it learns, back through a network, with all that came of it.
struct Pass {
  var loss: Loss.Value
  var logits: [[Float]]
  var gradients: [Float]
  /// By song, shape (frames, inputs).
  var inputGradients: [[Float]]

  init(
    _ network: RecurrentNetwork, _ songs: [TrainingSong], distillation: Distillation? = nil, dropout: Dropout? = nil,
    threads: Int = 1, set: InstructionSet = .best, learning: Bool = true, frozen: Int = 0
  ) throws {
    let shape = network.shape
    let stack = LayerStack(shape: shape, team: ThreadTeam(threads: threads), kernels: set.kernels, frozen: frozen)
    let input = FloatBuffer()
    let pieces = songs.indices.map { SongPiece(song: $0, start: 0, count: songs[$0].labels.count) }
    let batch = try Batch(pieces, songs: songs, inputs: shape.inputs, classes: shape.outputs, input: input)
    let parameters = FloatBuffer()
    parameters.assign(network.parameters)
    let gradients = FloatBuffer(count: shape.parameterCount)
    let inputGradient = FloatBuffer(count: batch.layout.rows * shape.inputs)
    stack.prepare(parameters.pointer, learning: learning)
    let logits = stack.runForward(input, batch.layout, dropout: dropout)
    loss = Loss(classes: shape.outputs, distillation: distillation).evaluate(
      logits, batch.targets, gradient: stack.logitGradient(rows: batch.layout.rows), team: stack.team)
    if learning {
      stack.runBackward(
        input, batch.layout, dropout: dropout, gradients: gradients.pointer, inputGradient: inputGradient)
    }
    self.gradients = gradients.prefix(shape.parameterCount)
    var bySong = songs.map { _ in [Float]() }
    var logitsBySong = bySong
    for (place, song) in batch.layout.order.enumerated() {
      for time in 0..<batch.layout.lengths[place] {
        let row = batch.layout.row(of: place, at: time)
        bySong[song] += (0..<shape.inputs).map { inputGradient.pointer[row * shape.inputs + $0] }
        logitsBySong[song] += (0..<shape.outputs).map { logits.pointer[row * shape.outputs + $0] }
      }
    }
    (inputGradients, self.logits) = (bySong, logitsBySong)
  }
}
