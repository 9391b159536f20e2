import Glibc
import Shots

/// How well a drawn plan does by the measures that `statistics` judges plans by: the lower, the better.
struct TakeScore {
  /// The sum of what is amiss, each part about 0 to 1.
  let value: Double

  /// A plan with less entropy than this part of the most that its types can have is monotonous: 1.5 bits with eight types.
  private static let leastEntropy = 0.5

  init(_ shots: [DecodedShot], of model: CutModel) {
    let count = Double(max(1, shots.count))
    let doubtful = Double(shots.count { $0.runnerUpProbability > $0.probability }) / count
    let returns = TypeReturns(shots.map(\.type))
    let toAndFro = max(0, returns.share - TypeReturns.mostShare)
    let swing = Double(max(0, returns.longestAlternation - TypeReturns.mostAlternation))
    let uneven = abs(log(model.seconds / count / model.targetLength))
    let entropy = PlanMeasures.entropy(of: Self.times(of: shots, model))
    let most = log2(Double(model.types))
    let look = max(0, entropy - PlanMeasures.mostEntropy * most, Self.leastEntropy * most - entropy)
    value = 2 * doubtful + toAndFro + swing + uneven + look + 1.5 * Self.againstPace(shots, model)
  }

  /// How long each type is on screen, in frames.
  private static func times(of shots: [DecodedShot], _ model: CutModel) -> [Double] {
    var frames = [Double](repeating: 0, count: model.types)
    for shot in shots {
      frames[shot.type] += Double(model.candidates[shot.end].frame - model.candidates[shot.start].frame)
    }
    return frames
  }

  /// From 0, where the mean lengths of sections go with the pace that the music asks for, to 2, where they go against it.
  private static func againstPace(_ shots: [DecodedShot], _ model: CutModel) -> Double {
    let rate = model.settings.rate
    var lengths: [Int: (sum: Double, count: Double)] = [:]
    for shot in shots {
      guard let section = model.sections[shot.start] else { continue }
      let before = lengths[section] ?? (0, 0)
      let frames = model.candidates[shot.end].frame - model.candidates[shot.start].frame
      lengths[section] = (before.sum + rate.seconds(ofFrame: frames), before.count + 1)
    }
    let pairs = lengths.sorted { $0.key < $1.key }.map { section, total in
      let span = model.music.sections.sections[section]
      let seconds = max(span.end - span.start, 1e-3)
      let asked = (model.pace.integral(to: span.end) - model.pace.integral(to: span.start)) / seconds
      return (asked, log(total.sum / total.count))
    }
    return pairs.count > 2 ? 1 - (PlanMeasures.correlation(of: pairs) ?? 0) : 0
  }
}
