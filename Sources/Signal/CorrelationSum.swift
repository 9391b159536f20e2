import Glibc

/// The sum of the autocorrelations of many windows, each 1 at lag 0.
///
/// The transform is linear, so that power spectra are added up and transformed back once. Two windows are transformed as
/// one complex number per sample: of `Z = X + iY` the power at `k` and at `-k` has the mean `abs(X[k])^2 + abs(Y[k])^2`,
/// and the cosines of the way back are the same for both.
final class CorrelationSum {
  private let window: [Float]
  private let plan: FourierPlan
  /// The sum of the pairs' powers, for all frequencies, the negative ones in the upper half.
  private var power: [Double]

  /// An empty sum.
  ///
  /// - Parameter window: What each window is weighted with, at least 1 number.
  /// - Throws: ``SignalFailure`` if there is no memory for the transform.
  init(window: [Float]) throws(SignalFailure) {
    // Twice the window, so that no window correlates with its own repetition.
    let length = RealTransform.fastLength(atLeast: 2 * window.count - 1)
    guard let size = Int32(exactly: length), let plan = FourierPlan(complexCount: size) else {
      throw SignalFailure("FFTW has no plan for a Fourier transform of \(length) samples")
    }
    self.window = window
    self.plan = plan
    power = [Double](repeating: 0, count: length)
  }

  /// Adds one window or two, each of as many numbers as `window`; a silent one adds nothing.
  func add(_ first: UnsafeBufferPointer<Float>, _ second: UnsafeBufferPointer<Float>?) {
    fill(from: first, part: 0)
    if let second {
      fill(from: second, part: 1)
    } else {
      for index in window.indices { plan.input[2 * index + 1] = 0 }
    }
    plan.execute()
    let output = plan.output
    power.withUnsafeMutableBufferPointer { power in
      for bin in power.indices {
        let (real, imaginary) = (output[2 * bin], output[2 * bin + 1])
        power[bin] += Double(real * real + imaginary * imaginary)
      }
    }
  }

  /// The sum at the lags from 0 on, as many as a window has numbers.
  func sums() -> [Double] {
    let length = power.count
    let cosines = (0..<length).map { cos(2 * .pi * Double($0) / Double(length)) }
    return window.indices.map { lag in
      var sum = 0.0
      for (bin, value) in power.enumerated() { sum += value * cosines[bin * lag % length] }
      return sum / Double(length)
    }
  }

  /// Writes a weighted window, scaled to an energy of 1, as the real parts (0) or imaginary parts (1) of the input.
  private func fill(from row: UnsafeBufferPointer<Float>, part: Int) {
    let input = plan.input
    let scale = scale(of: row)
    window.withUnsafeBufferPointer { window in
      for index in 0..<window.count { input[2 * index + part] = row[index] * window[index] * scale }
    }
  }

  /// What gives a window, weighted, an energy of 1; 0 for a silent one.
  private func scale(of row: UnsafeBufferPointer<Float>) -> Float {
    window.withUnsafeBufferPointer { window in
      // Sums side by side: one alone would wait for itself.
      var energies = SIMD4<Double>.zero
      let whole = window.count & ~3
      for index in stride(from: 0, to: whole, by: 4) {
        let values = SIMD4<Double>(row.vector(at: index) * window.vector(at: index))
        energies += values * values
      }
      var energy = energies.sum()
      for index in whole..<window.count {
        let value = Double(row[index] * window[index])
        energy += value * value
      }
      return energy > 0 ? Float(1 / energy.squareRoot()) : 0
    }
  }
}
