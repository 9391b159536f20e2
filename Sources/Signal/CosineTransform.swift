import Glibc

/// The first coefficients of a discrete cosine transform.
///
/// Source: `scipy.fft.dct(x, type=..., norm=...)`.
public struct CosineTransform: Sendable {
  /// Which of the transforms.
  public enum Kind: String, Sendable, CaseIterable {
    /// Even around the first and the last number.
    case i = "1"
    /// Even around the ends: "the" transform, of which spectra are compressed by.
    case ii = "2"
    /// The inverse of the second, up to scale.
    case iii = "3"
  }

  /// How many numbers it takes.
  public let inputCount: Int
  /// How many coefficients it gives.
  public let outputCount: Int

  /// The factor of each number, shape (``outputCount``, ``inputCount``).
  private let factors: [Float]

  /// Sets up the factors.
  ///
  /// - Parameters:
  ///   - inputCount: At least 2.
  ///   - outputCount: 1 to `inputCount`.
  ///   - isOrthonormal: Whether the transform keeps lengths (`norm="ortho"`), or is not scaled but for librosa's factor 2.
  public init(_ kind: Kind, from inputCount: Int, to outputCount: Int, isOrthonormal: Bool) {
    self.inputCount = inputCount
    self.outputCount = outputCount
    var factors: [Float] = []
    for row in 0..<outputCount {
      factors += (0..<inputCount).map { column in
        Float(Self.factor(kind, row, column, of: inputCount, isOrthonormal: isOrthonormal))
      }
    }
    self.factors = factors
  }

  /// Transforms one row.
  ///
  /// - Parameters:
  ///   - input: Shape (``inputCount``).
  ///   - row: Shape (``outputCount``).
  public func apply(to input: UnsafeBufferPointer<Float>, into row: UnsafeMutableBufferPointer<Float>) {
    factors.withUnsafeBufferPointer { factors in
      for index in 0..<outputCount {
        row[index] = input.dot(UnsafeBufferPointer(rebasing: factors[(index * inputCount)...]))
      }
    }
  }

  private static func factor(_ kind: Kind, _ row: Int, _ column: Int, of count: Int, isOrthonormal: Bool) -> Double {
    let length = Double(count)
    let isFirstRow = row == 0
    let isFirstColumn = column == 0
    switch kind {
    case .i:
      let isEndRow = isFirstRow || row == count - 1
      let isEndColumn = isFirstColumn || column == count - 1
      let cosine = cos(.pi * Double(row * column % (2 * (count - 1))) / (length - 1))
      guard isOrthonormal else { return (isEndColumn ? 1 : 2) * cosine }
      let scale = (isEndRow ? 0.5.squareRoot() : 1) * (isEndColumn ? 0.5.squareRoot() : 1)
      return (2 / (length - 1)).squareRoot() * scale * cosine
    case .ii:
      let cosine = cos(.pi * Double(row * (2 * column + 1) % (4 * count)) / (2 * length))
      guard isOrthonormal else { return 2 * cosine }
      return ((isFirstRow ? 1 : 2) / length).squareRoot() * cosine
    case .iii:
      let cosine = cos(.pi * Double(column * (2 * row + 1) % (4 * count)) / (2 * length))
      guard isOrthonormal else { return (isFirstColumn ? 1 : 2) * cosine }
      return ((isFirstColumn ? 1 : 2) / length).squareRoot() * cosine
    }
  }
}
