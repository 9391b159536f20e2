import StageKit

@testable import Learning

/// A report of systems that are right by chance more or less often, as input for tests.
enum SampleReport {
  static let seconds = 272

  /// Labels of a song that a system gets right with a probability, in runs of a few seconds.
  static func labels(like truth: [Int], right: Double, seed: UInt64) -> [Int] {
    let random = CounterRandom(seed: seed)
    return truth.enumerated().map { second, label in
      random.uniform("right", UInt64(second / 3)) < right ? label : Int(8 * random.uniform("type", UInt64(second / 3)))
    }
  }

  static func truth(_ song: UInt64) -> [Int] {
    let random = CounterRandom(seed: song)
    return (0..<seconds).map { Int(8 * random.uniform("truth", UInt64($0 / 4))) }
  }

  static func system(_ name: String, right: Double, songs: Int = 8) throws -> SystemResult {
    var system = SystemResult(name: name, doc: "A system that is right in \(right) of its runs.", types: 8)
    for song in 0..<songs {
      let truth = truth(UInt64(song))
      let labels = labels(like: truth, right: right, seed: UInt64(song))
      var probabilities = TypeRows(repeating: [Double](repeating: 0.05, count: 8), count: seconds)
      for (second, label) in labels.enumerated() { probabilities.values[second * 8 + label] = 0.65 }
      system.add(
        try Score(
          reference: truth, output: labels, probabilities: right > 0.2 ? probabilities : nil, vocabulary: .concert))
    }
    return system
  }

  static func make(title: String = "World B: 45 songs to learn from, 40 to judge") throws -> LearningReport {
    let names = [("majority class", 0.1), ("bigram draw", 0.15), ("hRNN", 0.4), ("MF-RNNs", 0.5), ("RNN-KD", 0.48)]
    let systems = try names.map { try system($0.0, right: $0.1) }
    let curves = ["hRNN", "RNN-KD"].map { name in
      LearningCurve(
        name: name, axis: .epoch,
        points: (1...30).map { epoch in
          let random = CounterRandom(seed: 7).uniform(name, UInt64(epoch))
          return LearningCurve.Point(
            step: epoch, loss: 2 / Double(epoch) + 0.4, validationError: 0.55 + 0.3 / Double(epoch) + 0.02 * random,
            validationNLL: 1.6 + 0.5 / Double(epoch) + 0.01 * Double(epoch))
        }, best: 12)
    }
    let rounds = LearningCurve(
      name: "dil: teacher by round", axis: .round,
      points: (0...3).map { .init(step: $0, validationError: 0.5, validationNLL: 1.5 + 0.1 * Double($0)) }, best: nil)
    let songs = (0..<8).map { song in
      let truth = truth(UInt64(song))
      let lanes = names.map { name, right in
        SongLanes.Lane(name: name, labels: labels(like: truth, right: right, seed: UInt64(song)))
      }
      return ScoredSong(name: "test\(song)", lanes: song < 3 ? SongLanes(truth: truth, lanes: lanes) : nil)
    }
    return LearningReport(
      title: title, vocabulary: .concert, parts: [.test: songs.map(\.name), .training: ["one", "<two>"]], seed: 3,
      songs: songs, systems: systems,
      comparisons: [SystemComparison(systems[4], minus: systems[2]), SystemComparison(systems[3], minus: systems[2])],
      curves: curves + [rounds], notes: ["Validation NLL: teacher 1.5, 1 s assistant 1.53, difference −0.03."],
      warnings: ["The teacher is hardly better than the 1 s assistant, so there is little to distil."])
  }
}
