import Glibc
import Shots
import StageKit

/// A number per frame and shot type: probabilities, their logarithms, or other scores.
public struct TypeRows: Sendable, Hashable {
  /// The logarithm that stands for a probability of 0, so that one zero does not rule a whole path out.
  public static let leastLogarithm = -50.0

  /// How many shot types there are: the numbers per row, at least 1.
  public let types: Int
  /// The rows, row-major: shape (``count``, ``types``).
  public var values: [Double]

  /// Rows of the given width; none unless values are given.
  public init(types: Int, values: [Double] = []) {
    self.types = max(1, types)
    self.values = values
  }

  /// Rows of what a network gave.
  public init(types: Int, floats: [Float]) {
    self.init(types: types, values: floats.map { Double($0) })
  }

  /// The same row for a number of frames.
  public init(repeating row: [Double], count: Int) {
    self.init(types: row.count, values: (0..<count).flatMap { _ in row })
  }

  /// How many frames there are.
  public var count: Int { values.count / types }

  /// The numbers of a frame, one per type.
  ///
  /// - Parameter frame: From 0, below ``count``.
  public subscript(frame: Int) -> ArraySlice<Double> {
    values[frame * types..<(frame + 1) * types]
  }

  /// The type with the highest number in each frame; ties go to the first type.
  public var best: [Int] {
    (0..<count).map { frame in Self.best(in: self[frame]) }
  }

  /// Natural logarithms, none below ``leastLogarithm``.
  public var logarithms: TypeRows {
    TypeRows(types: types, values: values.map { max(log($0), Self.leastLogarithm) })
  }

  /// Exponentials: the probabilities of rows of logarithms.
  public var exponentials: TypeRows {
    TypeRows(types: types, values: values.map { exp($0) })
  }

  /// The mean of rows of several systems for the same frames.
  ///
  /// - Throws: ``Failure`` if there are none, or their shapes differ.
  public static func mean(of all: [TypeRows]) throws(Failure) -> TypeRows {
    guard let first = all.first else { throw Failure("there are no probabilities to take the mean of") }
    var mean = TypeRows(types: first.types, values: [Double](repeating: 0, count: first.values.count))
    for rows in all {
      guard rows.types == first.types, rows.count == first.count else {
        throw Failure(
          "probabilities of \(rows.count) frames and \(rows.types) types do not fit those of \(first.count) frames and "
            + "\(first.types) types")
      }
      for index in rows.values.indices { mean.values[index] += rows.values[index] }
    }
    for index in mean.values.indices { mean.values[index] /= Double(all.count) }
    return mean
  }

  /// The index of the highest number, counted from the start of the row; the first of equal ones.
  static func best(in row: ArraySlice<Double>) -> Int {
    var best = row.startIndex
    for index in row.indices where row[index] > row[best] { best = index }
    return best - row.startIndex
  }
}

extension TypeRows {
  /// The rows of a stream, which may be kept on disk.
  ///
  /// - Throws: What reading kept rows throws.
  public init(_ frames: Frames) throws {
    self.init(types: frames.format.width, floats: try frames.values())
  }

  /// The rows as a stream of probabilities of these types, one row per second.
  public func frames(of types: [String]) -> Frames {
    Frames(format: .shotTypes(types), values: values.map { Float($0) })
  }
}
