import StageKit
import Testing

@testable import Networks

@Suite struct TrainerTests {
  static let shape = NetworkShape(inputs: 6, layers: [12, 8], outputs: 4)

  static func settings() -> TrainingSettings {
    var settings = TrainingSettings()
    settings.batch = 4
    settings.dropout = 0.1
    settings.crop = 12
    settings.unlabelledBatch = 3
    settings.distillation = Distillation()
    settings.optimizer = .adam()
    settings.learningRate = LearningRate(5e-3, schedule: .cosine)
    settings.epochs = 10
    return settings
  }

  static func trainer(_ settings: TrainingSettings = settings(), threads: Int = 1) throws -> Trainer {
    try Trainer(
      shape: shape, songs: Songs.make([20, 31, 17, 12, 25, 28], shape: shape, soft: true),
      unlabelled: Songs.make([14, 9, 22, 18], shape: shape, soft: true, seed: 2),
      validation: Songs.make([15, 21], shape: shape, seed: 3), settings: settings, threads: threads)
  }

  /// From any epoch's state, by way of its arrays, as from a file.
  @Test func goesOnAsIfUnbroken() throws {
    let unbroken = try Self.trainer()
    var state = unbroken.start()
    var kept: [TrainingState] = []
    for _ in 0..<5 {
      kept.append(state)
      try unbroken.runEpoch(&state)
    }
    let optimizer = unbroken.settings.optimizer
    for (epoch, old) in kept.enumerated() {
      var resumed = try TrainingState(
        shape: Self.shape, optimizer: optimizer, tensors: old.tensors(optimizer: optimizer), progress: old.progress)
      #expect(resumed == old)
      let trainer = try Self.trainer(threads: 1 + epoch % 2)
      for _ in epoch..<5 { try trainer.runEpoch(&resumed) }
      #expect(resumed == state)
    }
    #expect(kept[0].network != state.network)
  }

  @Test func seedsDiffer() throws {
    var settings = Self.settings()
    settings.seed = 2
    #expect(try Self.trainer(settings).start() != Self.trainer().start())
  }

  @Test(arguments: [Cell.lstm, .gru], [true, false]) func learnsWhatCanBeHeard(_ cell: Cell, _ both: Bool) throws {
    let shape = NetworkShape(inputs: 4, layers: [16], cell: cell, isBidirectional: both, outputs: 3)
    let songs = try Songs.audible(8, length: 40, shape: shape, seed: 1)
    var settings = TrainingSettings()
    settings.batch = 2
    settings.learningRate = LearningRate(1e-2)
    let trainer = try Trainer(shape: shape, songs: songs, validation: songs, settings: settings, threads: 2)
    var state = trainer.start()
    let first = try trainer.runEpoch(&state)
    while try #require(state.progress.epochs.last?.validationError) > 0.03, state.progress.epochs.count < 60 {
      try trainer.runEpoch(&state)
    }
    let last = try #require(state.progress.epochs.last)
    #expect(try #require(first.validationError) > 0.3)
    #expect(try #require(last.validationError) <= 0.03)
    #expect(last.loss < 0.5 * first.loss)
  }

  /// Songs without labels count by their soft targets alone.
  @Test func labelsOfUnlabelledSongsChangeNothing() throws {
    let songs = Songs.make([20, 31], shape: Self.shape, soft: true)
    let others = Songs.make([14, 9], shape: Self.shape, soft: true, seed: 2)
    let planted = others.map {
      TrainingSong(frames: $0.frames, labels: $0.labels.map { _ in 1 }, softTargets: $0.softTargets)
    }
    var settings = Self.settings()
    settings.crop = nil
    let states = try [others, planted, []].map { unlabelled in
      let trainer = try Trainer(shape: Self.shape, songs: songs, unlabelled: unlabelled, settings: settings)
      var state = trainer.start()
      try trainer.runEpoch(&state)
      return state
    }
    #expect(states[0] == states[1])
    #expect(states[0] != states[2])
    settings.unlabelledBatch = 0
    let trainer = try Trainer(shape: Self.shape, songs: songs, settings: settings)
    var plain = trainer.start()
    try trainer.runEpoch(&plain)
    #expect(plain == states[2])
  }

  @Test func stopsWhenNothingImproves() throws {
    var settings = Self.settings()
    settings.learningRate = LearningRate(1e-12)
    settings.minimumEpochs = 3
    settings.patience = 2
    let trainer = try Self.trainer(settings)
    var state = trainer.start()
    while !trainer.isFinished(state) { try trainer.runEpoch(&state) }
    // The first epoch is the best, as no later one differs.
    #expect(state.progress.epochs.count == 3)
    #expect(state.progress.best?.epoch == 1)
    settings.minimumEpochs = 7
    let longer = try Self.trainer(settings)
    while !longer.isFinished(state) { try longer.runEpoch(&state) }
    #expect(state.progress.epochs.count == 7)
  }

  @Test func warmStartKeepsTheNetworkAndForgetsTheOptimiser() throws {
    let trainer = try Self.trainer()
    var state = trainer.start()
    try trainer.runEpoch(&state)
    let warm = trainer.start(from: state.network)
    #expect(warm.network == state.network)
    #expect(warm.progress == TrainingProgress())
    #expect(warm.moments.allSatisfy { $0.allSatisfy { $0 == 0 } })
  }

  /// Whatever moves the others: gradients, running means, weight decay; on one thread and on two, resumed or unbroken.
  @Test(arguments: [Optimizer.rmsprop(), .adam()], 0...2)
  func frozenLayersStay(_ optimizer: Optimizer, _ frozen: Int) throws {
    var settings = Self.settings()
    settings.optimizer = optimizer
    settings.weightDecay = 0.1
    settings.frozen = frozen
    let trainer = try Self.trainer(settings)
    var state = trainer.start()
    let first = state.network
    try trainer.runEpoch(&state)
    var resumed = try TrainingState(
      shape: Self.shape, optimizer: optimizer, tensors: state.tensors(optimizer: optimizer), progress: state.progress)
    try trainer.runEpoch(&state)
    for (before, after) in zip(first.tensors, state.network.tensors) {
      let isFrozen = (0..<frozen).contains { before.name.hasPrefix("layers.\($0).") }
      #expect((before == after) == isFrozen, "\(before.name)")
    }
    try Self.trainer(settings, threads: 2).runEpoch(&resumed)
    #expect(resumed == state)
  }

  @Test func refusesToFreezeMoreThanThereIs() throws {
    var settings = Self.settings()
    settings.frozen = 3
    let failure = #expect(throws: Failure.self) { try Self.trainer(settings) }
    #expect(failure?.reason == "`freeze` is 3, and the network has 2 recurrent layers")
  }

  /// Other classes: the recurrent layers stay, the output layer is another by the seed.
  @Test func outputLayerIsReplaced() {
    let network = RecurrentNetwork(shape: Self.shape, random: CounterRandom(seed: 1))
    let replaced = network.replacingOutput(classes: 7, random: CounterRandom(seed: 2))
    #expect(replaced.shape.outputs == 7 && replaced.parameters.count == replaced.shape.parameterCount)
    #expect(replaced.tensors.dropLast(2) == network.tensors.dropLast(2))
    let fresh = RecurrentNetwork(shape: replaced.shape, random: CounterRandom(seed: 2))
    #expect(replaced.tensors.suffix(2) == fresh.tensors.suffix(2))
  }

  @Test func refusesSongsThatDoNotFit() throws {
    let songs = [
      TrainingSong(values: [], Self.shape, labels: []),
      TrainingSong(values: Array(repeating: 0, count: 12), Self.shape, labels: [0]),
      TrainingSong(values: [1, 2, 3], NetworkShape(inputs: 3, layers: [], outputs: 4), labels: [0]),
      TrainingSong(values: Array(repeating: 0, count: 6), Self.shape, labels: [4]),
      TrainingSong(values: Array(repeating: .nan, count: 6), Self.shape, labels: [0]),
      TrainingSong(values: Array(repeating: 0, count: 6), Self.shape, labels: [0], softTargets: [1]),
    ]
    for song in songs {
      #expect(throws: Failure.self) {
        try Trainer(shape: Self.shape, songs: [song], settings: TrainingSettings())
      }
    }
    #expect(throws: Failure.self) { try Trainer(shape: Self.shape, songs: [], settings: TrainingSettings()) }
  }

  /// Each labelled song is in one batch of an epoch, in an order that differs from epoch to epoch.
  @Test func plansEachSongOnce() {
    var settings = Self.settings()
    settings.crop = 5
    let plan = BatchPlan(lengths: Array(3...13), unlabelledLengths: [9, 30, 40, 50, 7], settings: settings)
    let epochs = (0..<4).map { plan.pieces(ofEpoch: $0) }
    for epoch in epochs {
      let songs = epoch.flatMap { $0 }.map(\.song).filter { $0 < 11 }
      #expect(songs.sorted() == Array(0..<11))
      for piece in epoch.flatMap({ $0 }) {
        let length = piece.song < 11 ? 3 + piece.song : [9, 30, 40, 50, 7][piece.song - 11]
        #expect(piece.count == min(length, 5))
        #expect(piece.start >= 0 && piece.start + piece.count <= length)
      }
      for batch in epoch { #expect(Set(batch.map(\.song)).count == batch.count) }
    }
    #expect(Set(epochs.map { $0.flatMap { $0 }.map(\.song) }).count == 4)
  }
}
