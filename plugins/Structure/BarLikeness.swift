import Glibc

/// How alike the bars of a track are: exp(-d² / 2s), with d the distance of two bars and s the deviation of d² over the
/// track.
struct BarLikeness {
  /// The bars' vectors.
  let features: BarFeatures
  /// The mean over pairs of bars.
  let mean: Double
  /// The standard deviation over pairs of bars.
  let deviation: Double
  /// Above this, two stretches are the same music.
  let threshold: Double

  private let scale: Double

  /// How many bars there are.
  var count: Int { features.count }

  /// Whether no bars are more alike than others: sound without parts, such as noise or one tone. Measured: noise stays
  /// below 0.001, songs reach 0.08 and more.
  var isEven: Bool { deviation < Self.leastDeviation }

  private static let leastDeviation = 0.02
  /// At most so many bars, evenly spread, stand for the track where a mean is asked.
  private static let sampleSize = 400
  /// Bars closer than this are alike because music changes slowly, not because it comes back.
  private static let nearest = 4
  /// How many deviations above the mean of distant bars the same music lies.
  private static let standing = 1.25

  /// The likeness of bars by their vectors.
  init(_ features: BarFeatures) {
    self.features = features
    let step = (features.count + Self.sampleSize - 1) / Self.sampleSize
    let sample = Array(stride(from: 0, to: features.count, by: step))
    let pairs = sample.indices.flatMap { place in sample[(place + 1)...].map { (sample[place], $0) } }
    let distances = pairs.map { features.distance($0, $1) }
    let scale = max(2 * Spread(distances).deviation, 1e-6)
    let all = distances.map { exp(-$0 / scale) }
    let distant = Spread(zip(pairs, all).filter { $0.0.1 - $0.0.0 >= Self.nearest }.map(\.1))
    let spread = Spread(all)
    self.scale = scale
    mean = spread.mean
    deviation = spread.deviation
    // Of few kinds of music, each is so frequent that nothing stands out: the same is then nearer to equal than to the mean.
    threshold = min(distant.mean + Self.standing * distant.deviation, (distant.mean + 1) / 2)
  }

  /// The likeness of two bars, from 0 to 1.
  subscript(first: Int, second: Int) -> Double {
    exp(-features.distance(first, second) / scale)
  }
}

/// Where numbers lie: their mean and their standard deviation (of the population).
struct Spread {
  /// The mean; 0 of no numbers.
  let mean: Double
  /// The standard deviation; 0 of no numbers.
  let deviation: Double

  /// The spread of some numbers.
  init(_ values: [Double]) {
    let count = Double(max(1, values.count))
    let mean = values.reduce(0, +) / count
    self.mean = mean
    deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
  }
}
