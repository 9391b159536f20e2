import NetworkKernels

/// The right side of a matrix product, packed for the kernels.
struct Panels {
  let depth: Int
  let columns: Int
  private let kernels: NKKernels
  private let buffer = FloatBuffer()

  /// A right side of `depth` rows; it takes memory when it is packed.
  init(depth: Int, columns: Int, kernels: NKKernels) {
    (self.depth, self.columns, self.kernels) = (depth, columns, kernels)
  }

  /// Packs a row-major matrix of shape (``depth``, ``columns``).
  func pack(_ matrix: UnsafePointer<Float>) {
    pack(matrix, row: columns, column: 1)
  }

  /// Packs the transpose of a row-major matrix of shape (``columns``, ``depth``).
  func pack(transposed matrix: UnsafePointer<Float>) {
    pack(matrix, row: 1, column: depth)
  }

  private func pack(_ source: UnsafePointer<Float>, row: Int, column: Int) {
    let width = kernels.panelWidth
    buffer.reserve((columns + width - 1) / width * width * depth)
    kernels.packPanels(source, row, column, depth, columns, buffer.pointer)
  }

  /// Writes, or adds, the product of the left side's first rows and this.
  ///
  /// From step to step of a recurrence, `backwards` alternates: what a cache still holds is used first.
  func multiply(_ left: Matrix, rows: Int, into result: Matrix, adding: Bool, backwards: Bool = false) {
    kernels.multiply(
      left.left(of: kernels), rows, buffer.pointer, depth, columns, result.start, result.stride, adding, backwards)
  }
}
