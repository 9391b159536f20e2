import NetworkKernels

/// A row-major matrix somewhere in memory.
struct Matrix {
  var start: UnsafeMutablePointer<Float>
  /// Numbers from row to row.
  var stride: Int

  /// The part that starts at a row and a column.
  func from(row: Int, column: Int = 0) -> Matrix {
    Matrix(start: start + row * stride + column, stride: stride)
  }

  /// As the left side of a product by these kernels.
  func left(of kernels: NKKernels) -> NKRows {
    NKRows(start: UnsafePointer(start), block: kernels.tileRows * stride, row: stride, step: 1)
  }
}
