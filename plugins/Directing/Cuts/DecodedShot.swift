/// A shot as the decoder gives it, before it has words.
struct DecodedShot {
  /// The number of the candidate where it starts.
  var start: Int
  /// The number of the candidate where it ends.
  var end: Int
  /// The column of what is shown.
  let type: Int
  /// The probability that this type is on screen, averaged over the shot's time.
  let probability: Double
  /// The column of the likeliest other type.
  let runnerUp: Int
  /// The probability that the likeliest other type is on screen, averaged over the shot's time.
  let runnerUpProbability: Double

  /// A shot from the probabilities of all types over its time.
  init(start: Int, end: Int, type: Int, probabilities: [Double]) {
    self.start = start
    self.end = end
    self.type = type
    let ranked = probabilities.enumerated().map { ($0.offset, min(max($0.element, 0), 1)) }
    probability = ranked[type].1
    let next = ranked.filter { $0.0 != type }.max { $0.1 < $1.1 } ?? (type, 0)
    (runnerUp, runnerUpProbability) = next
  }
}
