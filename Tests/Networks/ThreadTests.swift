import StageKit
import Testing

@testable import Networks

/// The thread team. A check runs these under ThreadSanitizer, which sees whether what one thread wrote is another's to read.
@Suite struct ThreadTests {
  /// Numbers that threads write without any lock.
  private final class Numbers: @unchecked Sendable {
    let values: UnsafeMutableBufferPointer<Int>

    init(_ count: Int) {
      values = .allocate(capacity: count)
      values.initialize(repeating: 0)
    }

    deinit { values.deallocate() }
  }

  /// Each post reads what the tasks of the one before it wrote, and what the caller wrote in between.
  @Test(arguments: 1...5) func eachTaskIsDoneOnce(threads: Int) {
    let team = ThreadTeam(threads: threads)
    let (numbers, copies) = (Numbers(64), Numbers(64))
    for post in 0..<400 {
      let count = post % 65
      team.run(count) { numbers.values[$0] += 1 }
      numbers.values[0] += 1
      team.run(count) { copies.values[$0] = numbers.values[count - 1 - $0] }
      #expect((0..<count).allSatisfy { copies.values[$0] == numbers.values[count - 1 - $0] })
    }
    for index in 0..<64 {
      let posts = (0..<400).count { $0 % 65 > index }
      #expect(numbers.values[index] == posts + (index == 0 ? 400 : 0))
    }
  }

  /// Tasks long enough that the others fall asleep before the last ends, and posts after workers fell asleep.
  @Test func sleepersWake() {
    let team = ThreadTeam(threads: 3)
    let numbers = Numbers(4)
    for post in 1...20 {
      team.run(4) { task in
        for step in 0..<(task == post % 4 ? 200_000 : 1) { numbers.values[task] &+= step & 1 }
        numbers.values[task] = post
      }
      #expect(numbers.values.allSatisfy { $0 == post })
    }
  }

  @Test func teamsComeAndGo() {
    for threads in 1...40 {
      let team = ThreadTeam(threads: threads % 5)
      let numbers = Numbers(3)
      if threads % 3 > 0 { team.run(3) { numbers.values[$0] = $0 } }
      #expect(numbers.values.reduce(0, +) == (threads % 3 > 0 ? 3 : 0))
    }
  }

  /// All that training and predicting share among threads.
  @Test(arguments: [Cell.lstm, .gru]) func networksShareTheirWork(cell: Cell) throws {
    let shape = NetworkShape(inputs: 5, layers: [9, 6], cell: cell, outputs: 4)
    let songs = Songs.make([210, 33, 90], shape: shape, soft: true)
    var settings = TrainingSettings()
    settings.batch = 2
    settings.dropout = 0.2
    settings.distillation = Distillation()
    let states = try [1, 4].map { threads in
      let trainer = try Trainer(shape: shape, songs: songs, validation: songs, settings: settings, threads: threads)
      var state = trainer.start()
      try trainer.runEpoch(&state)
      return state
    }
    #expect(states[0] == states[1])
    let rows = try songs[0].frames.values()
    let answers = [1, 3].map { Predictor(states[0].network, threads: $0).logits(of: rows) }
    #expect(answers[0] == answers[1])
  }
}
