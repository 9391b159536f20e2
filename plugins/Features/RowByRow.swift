import StageKit

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
