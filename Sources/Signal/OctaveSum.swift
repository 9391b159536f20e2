/// A sum per pitch class, in the vectors of four that the baseline processor has.
struct OctaveSum {
  var low = SIMD4<Float>.zero
  var middle = SIMD4<Float>.zero
  var high = SIMD4<Float>.zero

  /// Adds a bin's power times its 12 weights.
  @inline(__always)
  mutating func add(_ power: Float, _ weights: UnsafeBufferPointer<Float>, _ bin: Int) {
    low += power * weights.vector(at: 12 * bin)
    middle += power * weights.vector(at: 12 * bin + 4)
    high += power * weights.vector(at: 12 * bin + 8)
  }

  static func + (a: OctaveSum, b: OctaveSum) -> OctaveSum {
    OctaveSum(low: a.low + b.low, middle: a.middle + b.middle, high: a.high + b.high)
  }

  /// One of the 12 sums.
  subscript(index: Int) -> Float {
    switch index / 4 {
    case 0: low[index % 4]
    case 1: middle[index % 4]
    default: high[index % 4]
    }
  }
}
