import NetworkKernels

/// The right side of a matrix product, packed for the kernels.
struct Panels {
  let depth: Int
  let columns: Int
  private let kernels: NKKernels
  private let buffer: FloatBuffer

  /// Room for a right side of `depth` rows.
  init(depth: Int, columns: Int, kernels: NKKernels) {
    (self.depth, self.columns, self.kernels) = (depth, columns, kernels)
    let width = kernels.panelWidth
    buffer = FloatBuffer(count: (columns + width - 1) / width * width * depth)
  }

  /// Packs a matrix of shape (``depth``, ``columns``).
  func pack(_ matrix: Matrix) {
    kernels.packPanels(matrix.start, matrix.stride, 1, depth, columns, buffer.pointer)
  }

  /// Packs the transpose of a matrix of shape (``columns``, ``depth``).
  func pack(transposed matrix: Matrix) {
    kernels.packPanels(matrix.start, 1, matrix.stride, depth, columns, buffer.pointer)
  }

  /// Writes, or adds, the product of the left side's first rows and this.
  ///
  /// From step to step of a recurrence, `backwards` alternates: what a cache still holds is used first.
  func multiply(_ left: Matrix, rows: Int, into result: Matrix, adding: Bool, backwards: Bool = false) {
    kernels.multiply(
      left.left, rows, buffer.pointer, depth, columns, result.start, result.stride, adding, backwards)
  }
}
