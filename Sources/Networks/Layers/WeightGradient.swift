import NetworkKernels

/// Products over all rows of a batch: the derivative by a layer's weights is the sum over rows of the derivative by its
/// outputs times its inputs.
///
/// The sum is made in parts of a fixed number of rows, in their order. Each task has its own.
struct WeightGradient {
  /// Inputs that the gradient's rows are multiplied with, and where the derivative by their weights goes.
  struct Product {
    let inputs: Int
    let input: Matrix
    let weights: UnsafeMutablePointer<Float>
  }

  private static let depth = 256

  private let kernels: NKKernels
  private let left = FloatBuffer()
  private let right = FloatBuffer()

  init(kernels: NKKernels) {
    self.kernels = kernels
  }

  /// Writes the derivatives by weights, each row-major of shape (`outputs`, inputs) without gaps, and by the bias: the sums
  /// over rows.
  func compute(
    outputs: Int, _ gradient: Matrix, rows: Int, products: [Product], bias: UnsafeMutablePointer<Float>
  ) {
    let (width, height) = (kernels.panelWidth, kernels.tileRows)
    left.reserve((outputs + height - 1) / height * height * Self.depth)
    for first in stride(from: 0, to: rows, by: Self.depth) {
      let depth = min(Self.depth, rows - first)
      let part = gradient.from(row: first)
      kernels.packRows(part.start, part.stride, depth, outputs, left.pointer)
      kernels.sumColumns(part.start, part.stride, depth, outputs, bias, first > 0)
      let packed = NKRows(start: UnsafePointer(left.pointer), block: height * depth, row: 1, step: height)
      for product in products {
        let (inputs, input) = (product.inputs, product.input)
        right.reserve((inputs + width - 1) / width * width * Self.depth)
        kernels.packPanels(input.from(row: first).start, input.stride, 1, depth, inputs, right.pointer)
        kernels.multiply(
          packed, outputs, right.pointer, depth, inputs, product.weights, inputs, first > 0, false)
      }
    }
  }
}
