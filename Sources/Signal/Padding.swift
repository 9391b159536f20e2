/// What stands before the first sample and after the last, so that the first and last frames are centred on them.
///
/// Source: the modes of `numpy.pad` that `librosa.stft(pad_mode=...)` is used with.
public enum Padding: String, Sendable, CaseIterable {
  /// Zeros.
  case constant
  /// The first and the last sample, repeated.
  case edge
  /// The signal mirrored at its first and last sample, which are not repeated.
  case reflect
  /// A straight line from 0 to the first sample, and from the last to 0.
  case ramp = "linear_ramp"

  /// How many samples at either end the padding is made from.
  ///
  /// - Parameter count: How many samples the padding has.
  func reach(for count: Int) -> Int {
    switch self {
    case .constant: 0
    case .edge, .ramp: 1
    case .reflect: count + 1
    }
  }

  /// The padding before a signal.
  ///
  /// - Parameters:
  ///   - count: How many samples the padding has.
  ///   - samples: The signal's first ``reach(for:)`` samples, or all if there are fewer; without any, the padding is 0.
  func values(_ count: Int, before samples: [Float]) -> [Float] {
    guard let first = samples.first else { return [Float](repeating: 0, count: count) }
    return (0..<count).map { index in
      switch self {
      case .constant: return 0
      case .edge: return first
      case .ramp: return Float(Double(index) * (Double(first) / Double(count)))
      case .reflect:
        // A signal shorter than the padding is mirrored at both its ends, again and again.
        let period = max(1, 2 * (samples.count - 1))
        let place = (count - index) % period
        return samples[min(place, period - place) % samples.count]
      }
    }
  }

  /// The padding after a signal, whose last samples are given.
  func values(_ count: Int, after samples: [Float]) -> [Float] {
    values(count, before: samples.reversed()).reversed()
  }
}
