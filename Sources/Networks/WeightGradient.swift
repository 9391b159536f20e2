import NetworkKernels

/// Products over all rows of a batch: the derivative by a layer's weights is the sum over rows of the derivative by its
/// outputs times its inputs.
///
/// The sum is made in parts of a fixed number of rows, in their order. Each task has its own.
struct WeightGradient {
  private static let depth = 256

  private let kernels: NKKernels
  private let left = FloatBuffer()
  private let right = FloatBuffer()

  init(kernels: NKKernels) {
    self.kernels = kernels
  }

  /// Writes the weights' derivative of shape (`outputs`, `inputs`) to `weights`, row-major without gaps.
  func compute(
    outputs: Int, _ gradient: Matrix, inputs: Int, _ input: Matrix, rows: Int,
    weights: UnsafeMutablePointer<Float>
  ) {
    let width = kernels.panelWidth
    let tile = NKTileRows
    left.reserve((outputs + tile - 1) / tile * tile * Self.depth)
    right.reserve((inputs + width - 1) / width * width * Self.depth)
    for first in stride(from: 0, to: rows, by: Self.depth) {
      let depth = min(Self.depth, rows - first)
      kernels.packRows(gradient.from(row: first).start, gradient.stride, depth, outputs, left.pointer)
      kernels.packPanels(input.from(row: first).start, input.stride, 1, depth, inputs, right.pointer)
      let packed = NKRows(start: UnsafePointer(left.pointer), block: tile * depth, row: 1, step: tile)
      kernels.multiply(packed, outputs, right.pointer, depth, inputs, weights, inputs, first > 0, false)
    }
  }

  /// Writes the biases' derivative: the sums over rows.
  func computeBias(outputs: Int, _ gradient: Matrix, rows: Int, bias: UnsafeMutablePointer<Float>) {
    for first in stride(from: 0, to: rows, by: Self.depth) {
      let depth = min(Self.depth, rows - first)
      kernels.sumColumns(gradient.from(row: first).start, gradient.stride, depth, outputs, bias, first > 0)
    }
  }
}
