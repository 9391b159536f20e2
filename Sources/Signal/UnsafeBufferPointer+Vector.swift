extension UnsafeBufferPointer<Float> {
  /// Four numbers from an index on, which need not be aligned.
  ///
  /// - Parameter index: `0...count - 4`.
  @inline(__always)
  func vector(at index: Int) -> SIMD4<Float> {
    UnsafeRawBufferPointer(self).loadUnaligned(
      fromByteOffset: index * MemoryLayout<Float>.stride, as: SIMD4<Float>.self)
  }
}
