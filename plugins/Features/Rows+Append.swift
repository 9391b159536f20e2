import StageKit

extension Rows {
  /// Appends as many rows of zeros and fills each with the row of the same number of another block.
  ///
  /// - Parameter fill: Takes a row of `source`, and the new row to fill.
  mutating func append(
    eachRowOf source: Rows, _ fill: (UnsafeBufferPointer<Float>, UnsafeMutableBufferPointer<Float>) -> Void
  ) {
    let first = values.count
    values.append(contentsOf: repeatElement(0, count: source.count * width))
    values.withUnsafeMutableBufferPointer { values in
      var next = first
      source.forEachRow { row in
        fill(row, UnsafeMutableBufferPointer(rebasing: values[next..<next + width]))
        next += width
      }
    }
  }

  /// Lends each row in order.
  func forEachRow(_ body: (UnsafeBufferPointer<Float>) -> Void) {
    values.withUnsafeBufferPointer { values in
      for first in stride(from: 0, to: count * width, by: width) {
        body(UnsafeBufferPointer(rebasing: values[first..<first + width]))
      }
    }
  }
}

/// A worker that makes one row of each row on its input, alone.
final class RowByRow: FrameProcessor {
  private let input: Input<Frames>
  private let fill: (UnsafeBufferPointer<Float>, UnsafeMutableBufferPointer<Float>) -> Void

  /// - Parameters:
  ///   - input: The port.
  ///   - fill: Takes a row of it, and the row to fill, which is 0 everywhere.
  init(
    of input: Input<Frames>,
    _ fill: @escaping (UnsafeBufferPointer<Float>, UnsafeMutableBufferPointer<Float>) -> Void
  ) {
    self.input = input
    self.fill = fill
  }

  func process(_ block: FrameBlock, into output: inout Rows) throws {
    output.append(eachRowOf: try block[input], fill)
  }
}
