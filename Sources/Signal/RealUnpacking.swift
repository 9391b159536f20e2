import Glibc

/// From the spectrum of real samples that were taken as complex numbers in turn to the spectrum of the samples.
///
/// With `Z` of the `M = length / 2` complex numbers, the even samples have the spectrum `E[k] = (Z[k] + conj Z[M - k]) / 2`
/// and the odd ones `O[k] = -i (Z[k] - conj Z[M - k]) / 2`; then `X[k] = E[k] + w^k O[k]` and
/// `X[M - k] = conj(E[k] - w^k O[k])` with `w = exp(-2 pi i / length)` (Press et al., Numerical Recipes, 12.3).
struct RealUnpacking {
  /// Two complex numbers; what is done to one is done to both.
  private typealias Pair = SIMD4<Float>

  private let half: Int
  /// `-i w^k / 2` for two `k` at a time from 1 on: the real parts, and the imaginary parts with signs for a number whose
  /// parts are swapped.
  private let factors: [(straight: Pair, swapped: Pair)]

  /// Makes the factors for an even length.
  init(length: Int) {
    half = length / 2
    factors = stride(from: 1, through: half / 2, by: 2).map { k in
      let angles = (-2 * Double.pi * Double(k) / Double(length), -2 * Double.pi * Double(k + 1) / Double(length))
      let real = (Float(sin(angles.0) / 2), Float(sin(angles.1) / 2))
      let imaginary = (Float(-cos(angles.0) / 2), Float(-cos(angles.1) / 2))
      return (Pair(real.0, real.0, real.1, real.1), Pair(-imaginary.0, imaginary.0, -imaginary.1, imaginary.1))
    }
  }

  /// Takes a spectrum apart.
  ///
  /// - Parameters:
  ///   - packed: `Z`, shape (`length / 2`, 2).
  ///   - output: `X`, shape (`length / 2 + 1`, 2).
  func apply(to packed: UnsafeBufferPointer<Float>, into output: UnsafeMutableBufferPointer<Float>) {
    let target = UnsafeMutableRawBufferPointer(output)
    let number = MemoryLayout<SIMD2<Float>>.stride
    forEachPair(of: packed) { low, high, rising, falling in
      target.storeBytes(of: rising, toByteOffset: low &* number, as: Pair.self)
      target.storeBytes(of: Self.halvesSwapped(falling), toByteOffset: (high &- 1) &* number, as: Pair.self)
    } single: { low, high, rising, falling in
      target.storeBytes(of: rising, toByteOffset: low &* number, as: SIMD2<Float>.self)
      target.storeBytes(of: falling, toByteOffset: high &* number, as: SIMD2<Float>.self)
    }
    let (real, imaginary) = (packed[0], packed[1])
    (output[0], output[1]) = (real + imaginary, 0)
    (output[2 * half], output[2 * half + 1]) = (real - imaginary, 0)
  }

  /// Takes a spectrum apart and squares its magnitudes, so that its numbers never leave the registers.
  ///
  /// - Parameters:
  ///   - packed: `Z`, shape (`length / 2`, 2).
  ///   - power: The squared magnitudes of `X`, shape (`length / 2 + 1`).
  func power(of packed: UnsafeBufferPointer<Float>, into power: UnsafeMutableBufferPointer<Float>) {
    let target = UnsafeMutableRawBufferPointer(power)
    let number = MemoryLayout<Float>.stride
    forEachPair(of: packed) { low, high, rising, falling in
      let (rising, falling) = (rising * rising, falling * falling)
      let squares =
        Pair(lowHalf: rising.evenHalf, highHalf: falling.evenHalf)
        + Pair(lowHalf: rising.oddHalf, highHalf: falling.oddHalf)
      target.storeBytes(of: squares.lowHalf, toByteOffset: low &* number, as: SIMD2<Float>.self)
      target.storeBytes(
        of: SIMD2(squares[3], squares[2]), toByteOffset: (high &- 1) &* number, as: SIMD2<Float>.self)
    } single: { low, high, rising, falling in
      power[low] = rising.x * rising.x + rising.y * rising.y
      power[high] = falling.x * falling.x + falling.y * falling.y
    }
    let ends = (packed[0] + packed[1], packed[0] - packed[1])
    power[0] = ends.0 * ends.0
    power[half] = ends.1 * ends.1
  }

  /// Lends the numbers of `X` between the first and the last: two rising from a place with two falling from its mirror
  /// image; near the middle, where the two meet, one with one.
  @inline(__always)
  private func forEachPair(
    of packed: UnsafeBufferPointer<Float>, _ body: (_ low: Int, _ high: Int, _ rising: Pair, _ falling: Pair) -> Void,
    single: (_ low: Int, _ high: Int, _ rising: SIMD2<Float>, _ falling: SIMD2<Float>) -> Void
  ) {
    guard let source = UnsafeRawBufferPointer(packed).baseAddress else { return }
    let number = MemoryLayout<SIMD2<Float>>.stride
    let last = (half - 2) / 2
    factors.withUnsafeBufferPointer { factors in
      for (index, factor) in factors.enumerated() {
        let low = 2 &* index &+ 1
        let high = half &- low
        if low < last {
          // The mirror images stand in falling order.
          let mirrored = (source + (high &- 1) &* number).loadUnaligned(as: Pair.self)
          let (rising, falling) = Self.unpack(
            (source + low &* number).loadUnaligned(as: Pair.self), Self.halvesSwapped(mirrored), factor)
          body(low, high, rising, falling)
        } else {
          for lane in 0..<min(2, half / 2 - 2 * index) {
            let (low, high) = (low + lane, high - lane)
            let part = lane == 0 ? factor : (Self.halvesSwapped(factor.straight), Self.halvesSwapped(factor.swapped))
            let (rising, falling) = Self.unpack(
              Pair(lowHalf: (source + low * number).loadUnaligned(as: SIMD2<Float>.self), highHalf: .zero),
              Pair(lowHalf: (source + high * number).loadUnaligned(as: SIMD2<Float>.self), highHalf: .zero), part)
            single(low, high, rising.lowHalf, falling.lowHalf)
          }
        }
      }
    }
  }

  /// Numbers of `X` and their mirror images, from those of `Z`.
  @inline(__always)
  private static func unpack(
    _ z: Pair, _ mirrored: Pair, _ factor: (straight: Pair, swapped: Pair)
  ) -> (rising: Pair, falling: Pair) {
    let image = conjugate(mirrored)
    let even = (z + image) * 0.5
    let odd = z - image
    let turned = factor.straight * odd + factor.swapped * Pair(odd[1], odd[0], odd[3], odd[2])
    return (even + turned, conjugate(even - turned))
  }

  @inline(__always)
  private static func conjugate(_ pair: Pair) -> Pair {
    pair * Pair(1, -1, 1, -1)
  }

  @inline(__always)
  private static func halvesSwapped(_ pair: Pair) -> Pair {
    Pair(lowHalf: pair.highHalf, highHalf: pair.lowHalf)
  }
}
