import Shots
import StageKit

/// Turns the model of a track into shots, by the best path or by a drawn one.
struct CutDecoder {
  private let model: CutModel
  private let decoder: SemiMarkov

  /// What the logarithm of a shot's weight may be shifted by to hold the average length, and in how many halvings.
  private static let bonuses = -12.0...12.0
  private static let halvings = 10

  /// A decoder of a track's model.
  ///
  /// - Throws: ``Failure`` if there are too many possible shots to hold.
  init(_ model: CutModel) throws(Failure) {
    self.model = model
    decoder = SemiMarkov(try model.lattice())
  }

  /// The shots with the highest score, or drawn with the model's probabilities.
  ///
  /// - Parameters:
  ///   - chance: Draws the path; the best one if `nil`.
  ///   - bonus: Added to each shot's score, see ``bonus(isDrawn:)``.
  /// - Throws: ``Failure`` if no way through the lattice exists, which the candidates rule out.
  func shots(drawnBy chance: CounterRandom?, bonus: Double) throws(Failure) -> [DecodedShot] {
    guard let sums = decoder.forward(bonus: bonus) else { throw Self.deadEnd }
    let marginals = decoder.posterior(sums).marginals
    let path = chance.map { decoder.sample(sums, by: $0) } ?? decoder.best(bonus: bonus)?.path ?? []
    guard !path.isEmpty else { throw Self.deadEnd }
    let frames = model.candidates.map(\.frame)
    return path.map { segment in
      DecodedShot(
        start: segment.start, end: segment.end, type: ShotType.allCases[segment.type],
        probabilities: Self.means(of: marginals, over: segment, frames: frames))
    }
  }

  private static let deadEnd = Failure(
    "no cut of the track holds the limits", remedy: "move 'shortest' and 'longest' further apart")

  /// The shift at which the average length is the one that roles and tempo ask for, as near as the limits allow.
  func bonus(isDrawn: Bool) -> Double {
    let rate = model.settings.rate
    let wanted = rate.seconds(ofFrame: model.limits.frames) / model.targetLength
    var low = Self.bonuses.lowerBound
    var high = Self.bonuses.upperBound
    for _ in 0..<Self.halvings {
      let middle = (low + high) / 2
      let shots =
        isDrawn
        ? decoder.forward(bonus: middle).map { decoder.posterior($0).shots }
        : decoder.best(bonus: middle).map { Double($0.path.count) }
      if let shots, shots < wanted { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The marginals of each type, averaged over a segment's time.
  private static func means(of marginals: [Double], over segment: Segment, frames: [Int]) -> [Double] {
    let types = ShotType.allCases.count
    var means = [Double](repeating: 0, count: types)
    for stretch in segment.start..<segment.end {
      let share = Double(frames[stretch + 1] - frames[stretch]) / Double(frames[segment.end] - frames[segment.start])
      for type in 0..<types { means[type] += share * marginals[stretch * types + type] }
    }
    return means
  }
}
