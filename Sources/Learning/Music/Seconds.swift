import StageKit

/// The started seconds of a track, as which models see the music.
public struct Seconds: Sendable {
  /// How many there are: a row of a model's answer for each; at least one.
  public let count: Int
  /// The track's length in seconds.
  public let duration: Double

  /// The started seconds of a length in seconds.
  public init(of duration: Double) {
    self.duration = duration
    count = duration > 1 ? Int(min(duration, 1e7).rounded(.up)) : 1
  }

  /// The rows of a stream by second. Rows after the last second, such as the centred last frame, belong to the last.
  public func rows(of frames: Frames) -> [Range<Int>] {
    (0..<count).map { second in
      let first = firstRow(of: second, in: frames)
      return first..<max(first, second + 1 == count ? frames.count : firstRow(of: second + 1, in: frames))
    }
  }

  /// The mean row of each second, row-major; zeros for a second without rows.
  ///
  /// - Throws: What reading the rows throws.
  public func means(of frames: Frames) throws -> [Double] {
    let width = frames.format.width
    var means = [Double](repeating: 0, count: count * width)
    for (second, range) in rows(of: frames).enumerated() where !range.isEmpty {
      try frames.read(range) { rows in
        for (index, value) in rows.enumerated() { means[second * width + index % width] += Double(value) }
      }
      for index in second * width..<(second + 1) * width { means[index] /= Double(range.count) }
    }
    return means
  }

  private func firstRow(of second: Int, in frames: Frames) -> Int {
    min(frames.count, Int((Double(second) * frames.format.rate).rounded(.up)))
  }
}
