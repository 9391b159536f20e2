import Glibc

/// Beats by dynamic programming: the sequence of frames with high onsets whose distances stay close to the tempo's.
///
/// Source: `librosa.beat.beat_track`, librosa 0.11.0 (Ellis 2007, Beat tracking by dynamic programming). The scores are
/// added in librosa's order and in double precision, as ties decide between neighbouring frames.
public struct BeatTracker: Sendable {
  /// The part of the highest score that the first beat must reach.
  private static let firstBeatShare = 0.01

  private let framesPerBeat: Int
  /// The distance that costs nothing, in frames; librosa rounds it.
  private let period: Double
  private let tightness: Double
  private let trims: Bool

  /// A tracker for one tempo.
  ///
  /// - Parameters:
  ///   - tempo: Beats per minute, above 0.
  ///   - grid: Where the envelope's frames stand.
  ///   - tightness: The weight of the squared logarithm of a distance's deviation, above 0.
  ///   - trims: Whether weak beats at both ends are dropped.
  public init(tempo: Double, grid: FrameGrid, tightness: Double = 100, trims: Bool = true) {
    let frames = (grid.rate * 60 / tempo).rounded(.toNearestOrEven)
    self.init(period: Double(max(1, Int(exactly: frames) ?? 1)), tightness: tightness, trims: trims)
  }

  /// A tracker for a distance of beats that need not be whole.
  ///
  /// - Parameters:
  ///   - period: Frames per beat, at least 1.
  ///   - tightness: The weight of the squared logarithm of a distance's deviation, above 0.
  ///   - trims: Whether weak beats at both ends are dropped.
  public init(period: Double, tightness: Double, trims: Bool) {
    framesPerBeat = Int(exactly: period.rounded()) ?? 1
    self.period = period
    // librosa's inner loop takes it in single precision.
    self.tightness = Double(Float(tightness))
    self.trims = trims
  }

  /// The beats of an onset envelope, as frame numbers in order; none if it is 0 everywhere.
  public func beats(in envelope: [Float]) -> [Int] {
    guard envelope.count > 1, envelope.contains(where: { $0 != 0 }) else { return [] }
    let local = localScores(of: Self.normalised(envelope))
    let (links, scores) = chain(local)
    var beats: [Int] = []
    var frame = Self.lastBeat(scores)
    while frame >= 0 {
      beats.append(frame)
      frame = links[frame]
    }
    return trimmed(beats.reversed(), local)
  }

  /// The envelope over its standard deviation.
  private static func normalised(_ envelope: [Float]) -> [Float] {
    let count = Double(envelope.count)
    let mean = envelope.reduce(0) { $0 + Double($1) } / count
    let squares = envelope.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    let scale = Float((squares / (count - 1)).squareRoot()) + .leastNormalMagnitude
    return envelope.map { $0 / scale }
  }

  /// The envelope smoothed by a Gaussian of a 32nd of a beat.
  ///
  /// Like librosa's loop it leaves out the product with the envelope's first frame, which the centring makes 0 anyway.
  private func localScores(of envelope: [Float]) -> [Double] {
    let window = (-framesPerBeat...framesPerBeat).map { offset in
      exp(-0.5 * pow(Double(offset) * 32 / Double(framesPerBeat), 2))
    }
    return envelope.indices.map { frame in
      let last = frame + framesPerBeat
      var sum = 0.0
      for index in max(0, last - envelope.count + 1)..<max(0, last - envelope.count + 1, min(last, window.count)) {
        sum += window[index] * Double(envelope[last - index])
      }
      return sum
    }
  }

  /// The best predecessor of each frame, -1 where a chain starts, and the score of the best chain that ends there.
  private func chain(_ local: [Double]) -> (links: [Int], scores: [Double]) {
    let distances = max(1, Int((Double(framesPerBeat) / 2).rounded(.toNearestOrEven)))...2 * framesPerBeat
    let penalties = (0...distances.upperBound).map { distance in
      let deviation = log(Double(max(1, distance))) - log(period)
      return tightness * (deviation * deviation)
    }
    let threshold = Self.firstBeatShare * (local.max() ?? 0)
    var links = [Int](repeating: -1, count: local.count)
    var scores = local
    var isBeforeFirst = true
    for frame in local.indices {
      var best = (score: -Double.infinity, frame: -1)
      for distance in distances where distance <= frame {
        let score = scores[frame - distance] - penalties[distance]
        if score > best.score { best = (score, frame - distance) }
      }
      if best.frame >= 0 { scores[frame] += best.score }
      if isBeforeFirst, local[frame] < threshold { continue }
      links[frame] = best.frame
      isBeforeFirst = false
    }
    return (links, scores)
  }

  /// The last local maximum of at least half the median of all local maxima.
  private static func lastBeat(_ scores: [Double]) -> Int {
    let last = scores.count - 1
    let peaks = (1...last).filter { frame in
      scores[frame] > scores[frame - 1] && (frame == last || scores[frame] >= scores[frame + 1])
    }
    var heights = peaks.map { scores[$0] }
    let middle = heights.withUnsafeMutableBufferPointer { Selection.middle(of: $0) }
    guard let (lower, upper) = middle else { return last }
    return peaks.last { scores[$0] >= 0.5 * ((lower + upper) / 2) } ?? last
  }

  /// The beats from the first to the last frame whose score exceeds half the root mean square of the smoothed scores at
  /// the beats; or, untrimmed, exceeds 0.
  private func trimmed(_ beats: [Int], _ local: [Double]) -> [Int] {
    let heights = beats.map { local[$0] }
    func height(_ index: Int) -> Double { heights.indices.contains(index) ? heights[index] : 0 }
    // Convolution with a Hann window of five, of which the ends are 0. librosa's slice of it starts at the first beat and
    // goes on for two values after the last, which count in the mean.
    let smooth = (0..<min(heights.count + 2, local.count)).map {
      0.5 * height($0 - 1) + height($0) + 0.5 * height($0 + 1)
    }
    let square = smooth.reduce(0) { $0 + $1 * $1 } / Double(smooth.count)
    let threshold = trims ? 0.5 * square.squareRoot() : 0
    guard let first = local.firstIndex(where: { $0 > threshold }),
      let last = local.lastIndex(where: { $0 > threshold })
    else { return [] }
    return beats.filter { (first...last).contains($0) }
  }
}
