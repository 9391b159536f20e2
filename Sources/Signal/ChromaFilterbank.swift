import Glibc

/// Weights that fold a power spectrum into pitch classes, C first.
///
/// Each bin is a Gaussian bump around its pitch, one pitch class wide or as wide as the bin; bins far from a middle octave
/// count less (a Gaussian, too).
///
/// Source: `librosa.filters.chroma` with its `norm=2`, librosa 0.11.0 (Ellis 2007, chroma features).
public struct ChromaFilterbank: Sendable {
  /// Which octaves count most.
  public struct Emphasis: Sendable, Hashable {
    /// The octave that counts most, from A0 = 27.5 Hz.
    public let octave: Double
    /// The deviation of the Gaussian in octaves, above 0.
    public let deviation: Double

    /// librosa's `ctroct` and `octwidth`.
    public init(octave: Double = 5, deviation: Double = 2) {
      self.octave = octave
      self.deviation = deviation
    }
  }

  /// The lowest bin stands this many octaves under the next, as 0 Hz has no pitch.
  private static let octavesBelowFirst = 1.5
  /// The sums of this many classes are made at once, in three vectors; others are 0.
  private static let groupSize = 12

  /// Bins per row of the spectrum.
  public let inputWidth: Int
  /// Pitch classes per octave.
  public let classCount: Int
  /// The weights in groups of 12 classes, shape (groups, ``inputWidth``, 12).
  private let weights: [Float]

  /// Makes the weights.
  ///
  /// - Parameters:
  ///   - classCount: Pitch classes per octave, at least 1.
  ///   - tuning: How far the music is from A = 440 Hz, in pitch classes.
  ///   - emphasis: Which octaves count most; all count the same if `nil`.
  ///   - sampleRate: Of the audio, in Hz.
  ///   - transformLength: Samples per frame.
  public init(
    classCount: Int = 12, tuning: Double, emphasis: Emphasis? = Emphasis(), sampleRate: Double, transformLength: Int
  ) {
    inputWidth = transformLength / 2 + 1
    self.classCount = classCount
    let lowestA = 440 * exp2(tuning / Double(classCount)) / 16
    var pitches = (1..<inputWidth + 1).map { bin in
      Double(classCount) * log2(Double(bin) * sampleRate / Double(transformLength) / lowestA)
    }
    pitches.insert(pitches[0] - Self.octavesBelowFirst * Double(classCount), at: 0)

    let groupCount = (classCount + Self.groupSize - 1) / Self.groupSize
    var weights = [Float](repeating: 0, count: groupCount * inputWidth * Self.groupSize)
    for bin in 0..<inputWidth {
      let width = max(pitches[bin + 1] - pitches[bin], 1)
      let bumps = (0..<classCount).map { index in
        let distance = Self.distance(pitches[bin], Double(Self.classFromA(index, of: classCount)), of: classCount)
        return exp(-0.5 * pow(2 * distance / width, 2))
      }
      let norm = bumps.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let gain =
        emphasis.map { exp(-0.5 * pow((pitches[bin] / Double(classCount) - $0.octave) / $0.deviation, 2)) } ?? 1
      for (index, bump) in bumps.enumerated() {
        let (group, place) = index.quotientAndRemainder(dividingBy: Self.groupSize)
        weights[(group * inputWidth + bin) * Self.groupSize + place] = Float(bump / norm * gain)
      }
    }
    self.weights = weights
  }

  /// The weight of a bin in a class.
  func weight(of bin: Int, in pitchClass: Int) -> Float {
    let (group, place) = pitchClass.quotientAndRemainder(dividingBy: Self.groupSize)
    return weights[(group * inputWidth + bin) * Self.groupSize + place]
  }

  /// Folds one row.
  ///
  /// - Parameters:
  ///   - spectrum: Power, shape (``inputWidth``).
  ///   - row: Shape (``classCount``).
  public func apply(to spectrum: UnsafeBufferPointer<Float>, into row: UnsafeMutableBufferPointer<Float>) {
    weights.withUnsafeBufferPointer { weights in
      for first in stride(from: 0, to: classCount, by: Self.groupSize) {
        let group = UnsafeBufferPointer(rebasing: weights[(first * inputWidth)...])
        let sums = sums(of: spectrum, weights: group)
        for index in 0..<min(Self.groupSize, classCount - first) { row[first + index] = sums[index] }
      }
    }
  }

  private func sums(of spectrum: UnsafeBufferPointer<Float>, weights: UnsafeBufferPointer<Float>) -> OctaveSum {
    // Four bins at a time, each with sums of its own: an addition takes longer than it takes to start the next.
    var sums = (OctaveSum(), OctaveSum(), OctaveSum(), OctaveSum())
    let whole = inputWidth & ~3
    for bin in stride(from: 0, to: whole, by: 4) {
      sums.0.add(spectrum[bin], weights, bin)
      sums.1.add(spectrum[bin + 1], weights, bin + 1)
      sums.2.add(spectrum[bin + 2], weights, bin + 2)
      sums.3.add(spectrum[bin + 3], weights, bin + 3)
    }
    for bin in whole..<inputWidth { sums.0.add(spectrum[bin], weights, bin) }
    return (sums.0 + sums.1) + (sums.2 + sums.3)
  }

  /// The number of a class above A, of which librosa counts from C: a quarter of an octave above, in whole classes of 12.
  private static func classFromA(_ index: Int, of count: Int) -> Int {
    (index + 3 * (count / 12)) % count
  }

  /// The distance of two pitches on the circle of an octave, from minus a half to a half.
  private static func distance(_ pitch: Double, _ other: Double, of count: Int) -> Double {
    let half = (Double(count) / 2).rounded(.toNearestOrEven)
    let shifted = pitch - other + half
    return shifted - Double(count) * (shifted / Double(count)).rounded(.down) - half
  }
}
