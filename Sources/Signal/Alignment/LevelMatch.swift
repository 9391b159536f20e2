/// Where one recording may lie along another: the peaks of the correlation of their ``BandLevels``.
public enum LevelMatch {
  /// The likeliest lags, the best one first.
  ///
  /// A lag's score is the correlation coefficient of what lies side by side, times the square root of how much that is:
  /// for strangers, short and long overlaps are alike.
  ///
  /// - Parameters:
  ///   - levels: The levels to be laid along others, shape (frames, bands).
  ///   - reference: The others.
  ///   - overlap: The fewest frames that must lie side by side.
  ///   - distance: The fewest frames between two lags given.
  ///   - most: How many lags to give at most.
  /// - Returns: Frames of `levels` per frame 0 of `reference`: frame `n` of it lies beside frame `n + lag`.
  /// - Throws: ``SignalFailure`` if there is no memory for the transform.
  public static func lags(
    of levels: [Float], along reference: [Float], overlap: Int, distance: Int, most: Int
  ) throws(SignalFailure) -> [Int] {
    let (count, length) = (levels.count / BandLevels.bands, reference.count / BandLevels.bands)
    let correlation = try correlation(of: levels, along: reference)
    let (energies, references) = (sums(of: levels), sums(of: reference))
    let first = 1 - length
    var scores = (first..<max(first, count)).map { lag in
      let span = max(0, -lag)..<max(0, -lag, min(length, count - lag))
      guard span.count >= max(1, overlap) else { return -Float.infinity }
      let energy =
        (references[span.upperBound] - references[span.lowerBound])
        * (energies[span.upperBound + lag] - energies[span.lowerBound + lag])
      guard energy > 0 else { return -Float.infinity }
      let value = correlation[lag < 0 ? lag + correlation.count : lag]
      return value * Float((Double(span.count) / energy).squareRoot())
    }
    var lags: [Int] = []
    while lags.count < most, let best = scores.indices.max(by: { scores[$0] < scores[$1] }), scores[best] > 0 {
      lags.append(first + best)
      for index in max(0, best - distance)..<min(scores.count, best + distance + 1) { scores[index] = -.infinity }
    }
    return lags
  }

  /// The energy of all frames before each.
  private static func sums(of levels: [Float]) -> [Double] {
    stride(from: 0, to: levels.count, by: BandLevels.bands).reduce(into: [0.0]) { sums, frame in
      let energy = levels[frame..<frame + BandLevels.bands].reduce(0) { $0 + $1 * $1 }
      sums.append(sums[sums.count - 1] + Double(energy))
    }
  }

  /// The sum of the bands' correlations by lag, negative lags at the end.
  private static func correlation(of levels: [Float], along reference: [Float]) throws(SignalFailure) -> [Float] {
    let bands = BandLevels.bands
    let length = 2 * RealTransform.fastLength(atLeast: (levels.count + reference.count) / bands / 2 + 1)
    let (one, other) = (try RealTransform(length: length), try RealTransform(length: length))
    let inverse = try InverseRealTransform(length: length)
    for band in 0..<bands {
      for (transform, values) in [(one, reference), (other, levels)] {
        for frame in 0..<values.count / bands { transform.input[frame] = values[frame * bands + band] }
        transform.execute()
      }
      let (a, b, sum) = (one.output, other.output, inverse.input)
      for part in stride(from: 0, to: length + 2, by: 2) {
        sum[part] += a[part] * b[part] + a[part + 1] * b[part + 1]
        sum[part + 1] += a[part] * b[part + 1] - a[part + 1] * b[part]
      }
    }
    inverse.execute()
    return Array(inverse.output)
  }
}
