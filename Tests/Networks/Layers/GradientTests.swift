import StageKit
import Testing

@testable import Networks

/// Hand-derived gradients against differences of the loss.
@Suite struct GradientTests {
  /// Along each parameter array's gradient the loss must change as fast as that gradient's norm says.
  @Test(
    arguments: [
      NetworkShape(inputs: 5, layers: [7, 6], cell: .lstm, outputs: 4),
      NetworkShape(inputs: 5, layers: [7, 6], cell: .gru, outputs: 4),
      NetworkShape(inputs: 5, layers: [9], cell: .lstm, isBidirectional: false, outputs: 4),
      NetworkShape(inputs: 5, layers: [9], cell: .gru, isBidirectional: false, outputs: 4),
      NetworkShape(inputs: 5, layers: [], outputs: 4),
    ], InstructionSet.supported)
  func parametersMoveTheLossAsTheGradientSays(_ shape: NetworkShape, _ set: InstructionSet) throws {
    let songs = Songs.make([9, 4, 6], shape: shape, soft: true)
    let network = RecurrentNetwork(shape: shape, random: CounterRandom(seed: 3))
    let distillation = Distillation(hardWeight: 0.4, temperature: 2, softScale: .tau2)
    let dropout = Dropout(
      rate: 0.3, random: CounterRandom(seed: 5), step: 1, songs: [(0, 0), (1, 0), (2, 0)])
    func loss(_ parameters: [Float]) throws -> Double {
      let network = RecurrentNetwork(shape: shape, parameters: parameters)
      return try Pass(network, songs, distillation: distillation, dropout: dropout, set: set).loss.total
    }
    let gradient = try Pass(network, songs, distillation: distillation, dropout: dropout, set: set).gradients
    var start = 0
    for tensor in shape.tensors(gradient) {
      // Each parameter array alone, so that a wrong small one cannot hide behind a large one.
      let norm = tensor.values.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
      #expect(norm > 0, "\(tensor.name)")
      let length = 0.02
      func moved(_ sign: Double) -> [Float] {
        var parameters = network.parameters
        for (index, value) in tensor.values.enumerated() {
          parameters[start + index] += Float(sign * length * Double(value) / norm)
        }
        return parameters
      }
      let slope = try (loss(moved(1)) - loss(moved(-1))) / (2 * length)
      #expect(abs(slope / norm - 1) < 5e-3, "\(tensor.name): \(slope) instead of \(norm)")
      start += tensor.values.count
    }
  }

  /// Above frozen layers it is the same to the bit; below there is none.
  @Test(arguments: [Cell.lstm, .gru], [true, false])
  func frozenLayersHaveNoGradient(_ cell: Cell, _ both: Bool) throws {
    let shape = NetworkShape(inputs: 5, layers: [7, 6, 4], cell: cell, isBidirectional: both, outputs: 4)
    let songs = Songs.make([9, 4, 6], shape: shape, soft: true)
    let network = RecurrentNetwork(shape: shape, random: CounterRandom(seed: 3))
    let dropout = Dropout(
      rate: 0.3, random: CounterRandom(seed: 5), step: 1, songs: [(0, 0), (1, 0), (2, 0)])
    let whole = try Pass(network, songs, dropout: dropout)
    for frozen in 0...3 {
      for threads in 1...2 {
        let pass = try Pass(network, songs, dropout: dropout, threads: threads, frozen: frozen)
        #expect(pass.logits == whole.logits)
        for (tensor, expected) in zip(shape.tensors(pass.gradients), shape.tensors(whole.gradients)) {
          let isFrozen = (0..<frozen).contains { tensor.name.hasPrefix("layers.\($0).") }
          #expect(expected.values.contains { $0 != 0 })
          #expect(
            isFrozen ? tensor.values.allSatisfy { $0 == 0 } : tensor == expected, "\(tensor.name), \(frozen) frozen")
        }
      }
    }
  }

  @Test(arguments: [Cell.lstm, .gru], InstructionSet.supported)
  func inputsMoveTheLossAsTheGradientSays(_ cell: Cell, _ set: InstructionSet) throws {
    let shape = NetworkShape(inputs: 3, layers: [5, 4], cell: cell, outputs: 4)
    let songs = Songs.make([5, 3], shape: shape)
    let network = RecurrentNetwork(shape: shape, random: CounterRandom(seed: 3))
    let gradient = try Pass(network, songs, set: set).inputGradients
    for song in songs.indices {
      let frames = try songs[song].frames.values()
      for index in frames.indices {
        func loss(_ change: Float) throws -> Double {
          var changed = songs
          var frames = frames
          frames[index] += change
          changed[song] = TrainingSong(values: frames, shape, labels: songs[song].labels)
          return try Pass(network, changed, set: set).loss.total
        }
        let slope = try (loss(0.05) - loss(-0.05)) / 0.1
        #expect(abs(slope - Double(gradient[song][index])) < 2e-5 + 0.01 * abs(slope))
      }
    }
  }
}
