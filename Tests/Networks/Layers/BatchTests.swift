import StageKit
import Testing

@testable import Networks

/// What must not matter: who else is in the batch, how many threads work, which instructions they use.
@Suite struct BatchTests {
  static let shapes = [
    NetworkShape(inputs: 11, layers: [20, 9], cell: .lstm, outputs: 5),
    NetworkShape(inputs: 11, layers: [20, 9], cell: .gru, outputs: 5),
    NetworkShape(inputs: 11, layers: [20], cell: .lstm, isBidirectional: false, outputs: 5),
    NetworkShape(inputs: 11, layers: [20], cell: .gru, isBidirectional: false, outputs: 5),
  ]

  @Test(arguments: shapes) func songsOfABatchAreAsAlone(_ shape: NetworkShape) throws {
    let songs = Songs.make([40, 13, 1, 40, 27, 26, 8], shape: shape)
    let network = RecurrentNetwork(shape: shape, random: CounterRandom(seed: 3))
    let together = try Pass(network, songs)
    let predictor = Predictor(network)
    for (song, logits) in zip(songs, together.logits) {
      #expect(try predictor.logits(of: song.frames.values()) == logits)
    }
    // The batch's loss is a mean over labelled frames, and so are its gradients.
    let labelled = songs.map { $0.labels.reduce(0.0) { $0 + ($1 == nil ? 0 : 1) } }
    let total = labelled.reduce(0, +)
    var expected = [Double](repeating: 0, count: shape.parameterCount)
    for (song, count) in zip(songs, labelled) {
      let alone = try Pass(network, [song])
      for index in expected.indices { expected[index] += count / total * Double(alone.gradients[index]) }
    }
    expectClose(together.gradients, expected)
  }

  @Test(arguments: shapes) func keepingNothingForTheWayBackChangesNoBit(_ shape: NetworkShape) throws {
    let songs = Songs.make([40, 13, 1, 40, 27, 26, 8], shape: shape)
    let network = RecurrentNetwork(shape: shape, random: CounterRandom(seed: 3))
    let learning = try Pass(network, songs)
    for set in InstructionSet.supported where set != .best {
      let kept = try Pass(network, songs, set: set)
      #expect(try Pass(network, songs, set: set, learning: false).logits == kept.logits, "\(set)")
    }
    for threads in 1...5 {
      #expect(try Pass(network, songs, threads: threads, learning: false).logits == learning.logits)
    }
  }

  @Test(arguments: shapes) func threadsChangeNoBit(_ shape: NetworkShape) throws {
    let songs = Songs.make([90, 73, 1, 40, 27, 66], shape: shape, soft: true)
    let network = RecurrentNetwork(shape: shape, random: CounterRandom(seed: 3))
    let dropout = Dropout(rate: 0.2, random: CounterRandom(seed: 5), step: 7, songs: songs.indices.map { ($0, 0) })
    for set in InstructionSet.supported {
      let one = try Pass(network, songs, distillation: Distillation(), dropout: dropout, threads: 1, set: set)
      for threads in 2...5 {
        let many = try Pass(network, songs, distillation: Distillation(), dropout: dropout, threads: threads, set: set)
        #expect(many.gradients == one.gradients)
        #expect(many.logits == one.logits)
        #expect(many.inputGradients == one.inputGradients)
        #expect(many.loss.total == one.loss.total)
      }
    }
  }

  /// Wide enough that each set's vectors and groups of panels are filled.
  static let wideShapes = [
    NetworkShape(inputs: 40, layers: [70, 33], cell: .lstm, outputs: 5),
    NetworkShape(inputs: 40, layers: [70, 33], cell: .gru, outputs: 5),
  ]

  @Test(arguments: shapes + wideShapes) func instructionSetsAgree(_ shape: NetworkShape) throws {
    let songs = Songs.make([30, 17, 9], shape: shape, soft: true)
    let network = RecurrentNetwork(shape: shape, random: CounterRandom(seed: 3))
    let baseline = try Pass(network, songs, distillation: Distillation(), set: .baseline)
    for set in InstructionSet.supported {
      let pass = try Pass(network, songs, distillation: Distillation(), set: set)
      expectClose(pass.gradients, baseline.gradients.map { Double($0) }, "\(set)")
      expectClose(pass.logits.flatMap { $0 }, baseline.logits.flatMap { $0 }.map { Double($0) }, "\(set)")
    }
  }

  @Test func layoutHasNoPadding() {
    let layout = BatchLayout(lengths: [2, 4, 1])
    #expect(layout.order == [1, 0, 2])
    #expect(layout.counts == [3, 2, 1, 1])
    #expect(layout.offsets == [0, 3, 5, 6])
    #expect(layout.rows == 7)
  }
}
