import Networks
import StageKit

/// Predictions of one song.
final class PredictionBench: Bench {
  private let predictor: Predictor
  private let frames: [Float]

  init(_ work: Work) throws {
    let network = RecurrentNetwork(shape: work.shape, random: CounterRandom(seed: 1))
    predictor = Predictor(network, threads: work.threads)
    frames = try songs(1, of: work)[0].frames.values()
  }

  func run(_ count: Int) {
    for _ in 0..<count { _ = predictor.logits(of: frames) }
  }
}
