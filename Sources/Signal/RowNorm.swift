import Glibc

/// What a row of numbers is divided by.
///
/// Source: `librosa.util.normalize(S, norm=..., axis=-2)`, librosa 0.11.0: a row whose norm is below the least normal float
/// stays as it is.
public enum RowNorm: String, Sendable, CaseIterable {
  /// The highest magnitude.
  case maximum = "inf"
  /// The sum of the magnitudes.
  case sum = "1"
  /// The square root of the sum of the squares.
  case euclidean = "2"
  /// Nothing.
  case none

  /// Divides a row by its norm.
  public func apply(to row: UnsafeMutableBufferPointer<Float>) {
    let norm =
      switch self {
      case .maximum: row.reduce(0) { max($0, Double(abs($1))) }
      case .sum: row.reduce(0) { $0 + Double(abs($1)) }
      case .euclidean: row.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
      case .none: 1.0
      }
    guard norm >= Double(Float.leastNormalMagnitude), norm != 1 else { return }
    for index in row.indices { row[index] = Float(Double(row[index]) / norm) }
  }
}
