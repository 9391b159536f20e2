import Glibc

/// From the spectrum of real samples that were taken as complex numbers in turn to the spectrum of the samples.
///
/// With `Z` of the `M = length / 2` complex numbers, the even samples have the spectrum `E[k] = (Z[k] + conj Z[M - k]) / 2`
/// and the odd ones `O[k] = -i (Z[k] - conj Z[M - k]) / 2`; then `X[k] = E[k] + w^k O[k]` and
/// `X[M - k] = conj(E[k] - w^k O[k])` with `w = exp(-2 pi i / length)` (Press et al., Numerical Recipes, 12.3).
struct RealUnpacking {
  private let half: Int
  /// `-i w^k / 2` for `k` from 0 to `half / 2`, real and imaginary part each twice, the second with signs -1 and 1: a
  /// factor for the number as it is, and one for its parts swapped. Shape (`half / 2 + 1`, 2, 2).
  private let factors: [Float]

  /// Makes the factors for an even length.
  init(length: Int) {
    half = length / 2
    factors = (0...half / 2).flatMap { k in
      let angle = -2 * Double.pi * Double(k) / Double(length)
      let (real, imaginary) = (Float(sin(angle) / 2), Float(-cos(angle) / 2))
      return [real, real, -imaginary, imaginary]
    }
  }

  /// Takes a spectrum apart.
  ///
  /// - Parameters:
  ///   - packed: `Z`, shape (`length / 2`, 2).
  ///   - output: `X`, shape (`length / 2 + 1`, 2).
  func apply(to packed: UnsafeBufferPointer<Float>, into output: UnsafeMutableBufferPointer<Float>) {
    let raw = UnsafeMutableRawBufferPointer(output)
    let complex = MemoryLayout<SIMD2<Float>>.stride
    factors.withUnsafeBufferPointer { factors in
      var k = 1
      // Two at a time, as long as they do not meet the two from the other end.
      while k + 1 < half - k - 1 {
        let (first, second) = (factors.vector(at: 4 * k), factors.vector(at: 4 * k + 4))
        let mirrored = packed.vector(at: 2 * (half - k - 1))
        let (low, high) = Self.pair(
          packed.vector(at: 2 * k), SIMD4(lowHalf: mirrored.highHalf, highHalf: mirrored.lowHalf),
          SIMD4(lowHalf: first.lowHalf, highHalf: second.lowHalf),
          SIMD4(lowHalf: first.highHalf, highHalf: second.highHalf))
        raw.storeBytes(of: low, toByteOffset: k * complex, as: SIMD4<Float>.self)
        raw.storeBytes(
          of: SIMD4(lowHalf: high.highHalf, highHalf: high.lowHalf), toByteOffset: (half - k - 1) * complex,
          as: SIMD4<Float>.self)
        k += 2
      }
      while k <= half / 2 {
        let (low, high) = Self.pair(
          SIMD4(lowHalf: Self.number(packed, k), highHalf: .zero),
          SIMD4(lowHalf: Self.number(packed, half - k), highHalf: .zero),
          SIMD4(factors[4 * k], factors[4 * k + 1], 0, 0), SIMD4(factors[4 * k + 2], factors[4 * k + 3], 0, 0))
        raw.storeBytes(of: low.lowHalf, toByteOffset: k * complex, as: SIMD2<Float>.self)
        raw.storeBytes(of: high.lowHalf, toByteOffset: (half - k) * complex, as: SIMD2<Float>.self)
        k += 1
      }
    }
    let (real, imaginary) = (packed[0], packed[1])
    (output[0], output[1]) = (real + imaginary, 0)
    (output[2 * half], output[2 * half + 1]) = (real - imaginary, 0)
  }

  /// Two complex numbers of `X` and their two mirror images, from those of `Z`.
  @inline(__always)
  private static func pair(
    _ z: SIMD4<Float>, _ mirrored: SIMD4<Float>, _ straight: SIMD4<Float>, _ swapped: SIMD4<Float>
  ) -> (SIMD4<Float>, SIMD4<Float>) {
    let conjugate = SIMD4<Float>(1, -1, 1, -1)
    let image = mirrored * conjugate
    let even = (z + image) * 0.5
    let odd = z - image
    let turned = straight * odd + swapped * SIMD4(odd[1], odd[0], odd[3], odd[2])
    return (even + turned, (even - turned) * conjugate)
  }

  private static func number(_ values: UnsafeBufferPointer<Float>, _ index: Int) -> SIMD2<Float> {
    SIMD2(values[2 * index], values[2 * index + 1])
  }
}
