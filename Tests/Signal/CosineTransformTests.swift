import Testing

@testable import Signal

@Suite struct CosineTransformTests {
  /// `scipy.fft.dct([1, 2, 4, 8, 3], type=..., norm=...)[:3]`
  @Test(
    arguments: [
      (.i, true, [8.414213562, -4, -0.828427125]), (.i, false, [32, -10.485281374, -4]),
      (.ii, true, [8.049844719, -3.433490117, -2.437548108]), (.ii, false, [36, -10.857649093, -7.708203932]),
      (.iii, true, [7.257187398, -5.938057827, -0.185241937]), (.iii, false, [22.535028023, -19.192001173, -1]),
    ] as [(CosineTransform.Kind, Bool, [Float])])
  func isSciPys(kind: CosineTransform.Kind, isOrthonormal: Bool, expected: [Float]) {
    let transform = CosineTransform(kind, from: 5, to: 3, isOrthonormal: isOrthonormal)
    var row = [Float](repeating: 0, count: 3)
    [1, 2, 4, 8, 3].withUnsafeBufferPointer { input in
      row.withUnsafeMutableBufferPointer { transform.apply(to: input, into: $0) }
    }
    #expect(isClose(row, expected, within: 1e-5))
  }
}
