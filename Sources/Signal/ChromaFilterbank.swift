import Glibc

/// Weights that fold a power spectrum into 12 pitch classes, C first.
///
/// Each bin is a Gaussian bump around its pitch, one semitone wide or as wide as the bin; bins far from 880 Hz count less
/// (a Gaussian of two octaves).
///
/// Source: `librosa.filters.chroma` with its defaults, librosa 0.11.0 (Ellis 2007, chroma features).
public struct ChromaFilterbank: Sendable {
  /// Pitch classes per octave.
  public static let classCount = 12
  /// The lowest bin stands this many semitones under the next, as 0 Hz has no pitch.
  private static let semitonesBelowFirst = 18.0
  /// The octave, counted from A0 = 27.5 Hz, around which bins count most, and the deviation in octaves.
  private static let centre = (octave: 5.0, deviation: 2.0)
  /// C is the third semitone above A.
  private static let semitonesFromA = 3

  /// Bins per row of the spectrum.
  public let inputWidth: Int
  /// The weights, shape (``inputWidth``, 12).
  public let weights: [Float]

  /// Makes the weights.
  ///
  /// - Parameters:
  ///   - tuning: How far the music is from A = 440 Hz, in semitones.
  ///   - sampleRate: Of the audio, in Hz.
  ///   - transformLength: Samples per frame.
  public init(tuning: Double, sampleRate: Double, transformLength: Int) {
    inputWidth = transformLength / 2 + 1
    let lowestA = 440 * exp2(tuning / 12) / 16
    var pitches = (1..<inputWidth + 1).map { bin in
      12 * log2(Double(bin) * sampleRate / Double(transformLength) / lowestA)
    }
    pitches.insert(pitches[0] - Self.semitonesBelowFirst, at: 0)

    var weights: [Float] = []
    for bin in 0..<inputWidth {
      let width = max(pitches[bin + 1] - pitches[bin], 1)
      let bumps = (0..<12).map { pitchClass in
        let distance = Self.distance(pitches[bin], Double((pitchClass + Self.semitonesFromA) % 12))
        return exp(-0.5 * pow(2 * distance / width, 2))
      }
      let norm = bumps.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let emphasis = exp(-0.5 * pow((pitches[bin] / 12 - Self.centre.octave) / Self.centre.deviation, 2))
      weights += bumps.map { Float($0 / norm * emphasis) }
    }
    self.weights = weights
  }

  /// Folds one row and divides it by its maximum; a row of zeros stays as it is.
  ///
  /// - Parameters:
  ///   - spectrum: Power, shape (``inputWidth``).
  ///   - row: Shape (12).
  public func apply(to spectrum: UnsafeBufferPointer<Float>, into row: UnsafeMutableBufferPointer<Float>) {
    let sums = weights.withUnsafeBufferPointer { weights in
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
    let maximum = sums.maximum
    let scale = maximum < .leastNormalMagnitude ? 1 : maximum
    for index in 0..<4 {
      row[index] = sums.low[index] / scale
      row[index + 4] = sums.middle[index] / scale
      row[index + 8] = sums.high[index] / scale
    }
  }

  /// The distance of two pitches on the circle of 12 semitones, -6 to 6.
  private static func distance(_ pitch: Double, _ other: Double) -> Double {
    let shifted = pitch - other + 6
    return shifted - 12 * (shifted / 12).rounded(.down) - 6
  }
}
