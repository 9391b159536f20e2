extension UnsafeBufferPointer<Float> {
  /// Four numbers from an index on, which need not be aligned.
  ///
  /// - Parameter index: `0...count - 4`.
  @inline(__always)
  func vector(at index: Int) -> SIMD4<Float> {
    UnsafeRawBufferPointer(self).loadUnaligned(
      fromByteOffset: index * MemoryLayout<Float>.stride, as: SIMD4<Float>.self)
  }

  /// The sum of products with another row, which must be at least as long.
  public func dot(_ other: UnsafeBufferPointer<Float>) -> Float {
    let whole = count & ~3
    var sums = SIMD4<Float>.zero
    for index in stride(from: 0, to: whole, by: 4) {
      sums += vector(at: index) * other.vector(at: index)
    }
    var sum = sums.sum()
    for index in whole..<count { sum += self[index] * other[index] }
    return sum
  }

  /// The sum of all numbers.
  public func sum() -> Float {
    let whole = count & ~3
    var sums = SIMD4<Float>.zero
    for index in stride(from: 0, to: whole, by: 4) { sums += vector(at: index) }
    var sum = sums.sum()
    for index in whole..<count { sum += self[index] }
    return sum
  }
}
