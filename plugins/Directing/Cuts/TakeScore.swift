import Glibc
import Shots

/// How well a drawn plan does by the measures that `statistics` judges plans by: the lower, the better.
struct TakeScore {
  /// The sum of what is amiss, each part about 0 to 1.
  let value: Double

  /// More returns to the type before the last than this read as to and fro.
  private static let mostReturns = 0.25
  /// So many shots may go to and fro between two types.
  private static let longestAlternation = 6
  /// A plan with more entropy than the upper part of the most that its types can have has no look; one with less than the
  /// lower is monotonous. With eight types: 1.5 to 2.5 bits.
  private static let entropies = 0.5...5.0 / 6

  init(_ shots: [DecodedShot], of model: CutModel) {
    let count = Double(max(1, shots.count))
    let doubtful = Double(shots.count { $0.runnerUpProbability > $0.probability }) / count
    let triples = zip(shots, shots.dropFirst(2))
    let returns = Double(triples.count { $0.type == $1.type }) / max(1, count - 2)
    let swing = Double(max(0, Self.alternation(shots) - Self.longestAlternation))
    let uneven = abs(log(model.seconds / count / model.targetLength))
    let entropy = Self.entropy(shots, model)
    let most = log2(Double(model.types))
    let look = max(0, entropy - Self.entropies.upperBound * most, Self.entropies.lowerBound * most - entropy)
    value =
      2 * doubtful + max(0, returns - Self.mostReturns) + swing + uneven + look + 1.5 * Self.againstPace(shots, model)
  }

  /// The most shots in a row that go to and fro between two types.
  private static func alternation(_ shots: [DecodedShot]) -> Int {
    var (run, longest) = (min(2, shots.count), min(2, shots.count))
    for (first, third) in zip(shots, shots.dropFirst(2)) {
      run = first.type == third.type ? run + 1 : 2
      longest = max(longest, run)
    }
    return longest
  }

  /// The entropy of the types' shares of the time, in bits.
  private static func entropy(_ shots: [DecodedShot], _ model: CutModel) -> Double {
    var frames = [Double](repeating: 0, count: model.types)
    for shot in shots {
      frames[shot.type] += Double(model.candidates[shot.end].frame - model.candidates[shot.start].frame)
    }
    let total = max(1, frames.reduce(0, +))
    return frames.reduce(0) { $1 > 0 ? $0 - $1 / total * log2($1 / total) : $0 }
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
    return pairs.count > 2 ? 1 - correlation(pairs) : 0
  }

  private static func correlation(_ pairs: [(Double, Double)]) -> Double {
    let count = Double(pairs.count)
    let means = (pairs.reduce(0) { $0 + $1.0 } / count, pairs.reduce(0) { $0 + $1.1 } / count)
    let shared = pairs.reduce(0) { $0 + ($1.0 - means.0) * ($1.1 - means.1) }
    let squares = pairs.reduce(0) { $0 + pow($1.0 - means.0, 2) } * pairs.reduce(0) { $0 + pow($1.1 - means.1, 2) }
    return squares > 0 ? shared / squares.squareRoot() : 0
  }
}
