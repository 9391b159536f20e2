import Foundation
import TestSupport

/// A sound that is known at any time: a sum of tones with frequencies and phases drawn by a seed.
struct Tones {
  private let tones: [(frequency: Double, phase: Double)]

  init(seed: UInt64, count: Int = 80) {
    var noise = Noise(seed: seed)
    // Up to 0.4 of the sample rate.
    tones = (0..<count).map { _ in (2 * .pi * (0.02 + 0.38 * noise.uniform()), 2 * .pi * noise.uniform()) }
  }

  /// Samples from a time on, in samples.
  func samples(from time: Double, count: Int) -> [Float] {
    (0..<count).map { index in
      Float(tones.reduce(0) { $0 + sin($1.frequency * (time + Double(index)) + $1.phase) })
    }
  }
}
