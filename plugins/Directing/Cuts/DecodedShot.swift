import Shots

/// A shot as the decoder gives it, before it has words.
struct DecodedShot {
  /// The number of the candidate where it starts.
  var start: Int
  /// The number of the candidate where it ends.
  var end: Int
  /// What is shown.
  let type: ShotType
  /// The probability that this type is on screen, averaged over the shot's time.
  let probability: Double
  /// The likeliest other type.
  let runnerUp: ShotType
  /// The probability that the likeliest other type is on screen, averaged over the shot's time.
  let runnerUpProbability: Double

  /// A shot from the probabilities of all types over its time.
  init(start: Int, end: Int, type: ShotType, probabilities: [Double]) {
    self.start = start
    self.end = end
    self.type = type
    var ranked = Array(zip(ShotType.allCases, probabilities.map { min(max($0, 0), 1) }))
    probability = ranked.first { $0.0 == type }?.1 ?? 0
    ranked.removeAll { $0.0 == type }
    let next = ranked.max { $0.1 < $1.1 } ?? (type, 0)
    (runnerUp, runnerUpProbability) = next
  }
}
