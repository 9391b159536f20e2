/// How alike the seconds of a track are: half harmony, half timbre, from 0 (nothing alike) to 1 (the same).
///
/// S = 1/2 cos(harmony) + 1/2 exp(-d² / median d²), with d the distance of the timbres. Source: `plugins/Rules.md`.
/// - Complexity: O(count x band) in time and memory.
struct SelfSimilarity {
  /// How many seconds there are.
  let count: Int
  /// How many lags are known, from 0: all of a short track, those that the novelty needs of a long one.
  let band: Int
  /// Above this, two stretches are the same music: one deviation above the mean of distant seconds.
  let threshold: Double

  private let features: StructureFeatures
  private let medianDistance: Float
  /// By second and lag. Shape (count, band).
  private let values: [Float]

  /// Tracks longer than this, in seconds, are compared in a band only.
  private static let longestWhole = 1200
  /// At most so many seconds, evenly spread, stand for the track where only a median or mean is asked.
  private static let sampleSize = 400
  /// Seconds closer than this are alike because music changes slowly, not because it comes back.
  private static let nearest = 8

  /// The similarities of a track's seconds.
  ///
  /// - Parameter reach: The longest lag in seconds that must be known on a track of any length.
  init(_ features: StructureFeatures, reach: Int) {
    let count = features.count
    self.count = count
    self.features = features
    band = count <= Self.longestWhole ? count : min(count, reach + 1)

    let stride = (count + Self.sampleSize - 1) / Self.sampleSize
    let sample = Array(Swift.stride(from: 0, to: count, by: stride))
    var distances: [Float] = []
    for (place, first) in sample.enumerated() {
      for second in sample[(place + 1)...] { distances.append(features.distance(first, second)) }
    }
    distances.sort()
    let median = distances.isEmpty ? 1 : distances[distances.count / 2]
    medianDistance = median > 0 ? median : 1

    var distant: [Double] = []
    for (place, first) in sample.enumerated() {
      for second in sample[(place + 1)...] where second - first >= Self.nearest {
        distant.append(Double(features.similarity(first, second, medianDistance: medianDistance)))
      }
    }
    let spread = Spread(distant)
    threshold = spread.mean + spread.deviation

    var values = [Float](repeating: 0, count: count * band)
    for second in 0..<count {
      for lag in 0..<min(band, count - second) {
        values[second * band + lag] = features.similarity(second, second + lag, medianDistance: medianDistance)
      }
    }
    self.values = values
  }

  /// Whether all pairs of seconds are known.
  var isWhole: Bool { band == count }

  /// The similarity of two seconds whose lag is known.
  subscript(first: Int, second: Int) -> Double {
    Double(values[min(first, second) * band + abs(first - second)])
  }

  /// The similarity of the means of two stretches.
  func ofMeans(_ first: Range<Int>, _ second: Range<Int>) -> Double {
    Double(features.similarity(ofMeans: first, second, medianDistance: medianDistance))
  }
}
