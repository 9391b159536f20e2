import Glibc

/// What is heard in each of the steps that metres are made of: from pulse to half pulse to pulse.
public struct MeterSteps: Sendable {
  /// Pitch classes.
  static let pitches = 12
  /// Groups of mel bands.
  public static let colours = 16

  /// Onset strength at the start of each step.
  let accents: [Double]
  /// The rise of the bass at the start of each step.
  let lows: [Double]
  /// Mean chroma within each step, of length 1. Shape (`count`, `pitches`).
  let harmony: [Double]
  /// Mean decibels of groups of bands within each step, less their mean, over their deviation. Shape (`count`, `colours`).
  let timbre: [Double]

  /// How many steps there are.
  public var count: Int { accents.count }

  /// Steps from numbers that are there.
  ///
  /// - Parameters:
  ///   - accents: A strength per step.
  ///   - lows: A rise of the bass per step.
  ///   - harmony: Chroma per step, row-major.
  ///   - timbre: 16 levels per step in dB, row-major.
  public init(accents: [Double], lows: [Double], harmony: [Double], timbre: [Double]) {
    self.accents = accents
    self.lows = lows
    self.harmony = Self.unitRows(harmony)
    self.timbre = Self.standardised(timbre)
  }

  /// The levels of a frame's groups of bands, in dB.
  ///
  /// - Parameters:
  ///   - powers: Power per mel band.
  ///   - floor: The power that counts as silence.
  public static func levels(of powers: UnsafeBufferPointer<Float>, floor: Float) -> [Float] {
    (0..<colours).map { colour in
      let first = (colour * powers.count + colours - 1) / colours
      let last = ((colour + 1) * powers.count + colours - 1) / colours
      guard first < last else { return 0 }
      let sum = (first..<last).reduce(0) { $0 + log10(max(floor, powers[$1])) }
      return 10 * sum / Float(last - first)
    }
  }

  private static func unitRows(_ rows: [Double]) -> [Double] {
    stride(from: 0, to: rows.count, by: pitches).flatMap { first in
      let row = rows[first..<first + pitches]
      let length = max(1e-9, row.reduce(0) { $0 + $1 * $1 }.squareRoot())
      return row.map { $0 / length }
    }
  }

  private static func standardised(_ rows: [Double]) -> [Double] {
    let centred = rows.lessMeans(width: colours)
    let square = centred.reduce(0) { $0 + $1 * $1 } / Double(max(1, centred.count))
    return centred.map { $0 / (square.squareRoot() + 1e-9) }
  }
}

extension [Double] {
  /// Rows less the mean of each column.
  func lessMeans(width: Int) -> [Double] {
    let rows = Double(Swift.max(1, count / width))
    var means = [Double](repeating: 0, count: width)
    for index in indices { means[index % width] += self[index] / rows }
    return indices.map { self[$0] - means[$0 % width] }
  }
}
