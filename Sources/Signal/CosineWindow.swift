import Glibc

/// A window that is a sum of cosines, periodic: made for spectra, where the sample after the last equals the first.
///
/// Source: `scipy.signal.get_window(name, length, fftbins=True)`.
public enum CosineWindow: String, Sendable, CaseIterable {
  /// 0.5, 0.5
  case hann
  /// 0.54, 0.46
  case hamming
  /// 0.42, 0.5, 0.08
  case blackman
  /// 0.35875, 0.48829, 0.14128, 0.01168
  case blackmanharris
  /// 1: no weighting
  case boxcar

  /// The window's values, at most 1. Shape (`length`).
  public func values(length: Int) -> [Float] {
    (0..<length).map { index in
      let phase = 2 * Double.pi * Double(index) / Double(length) - Double.pi
      var sum = 0.0
      for (order, weight) in weights.enumerated() { sum += weight * cos(Double(order) * phase) }
      return Float(sum)
    }
  }

  private var weights: [Double] {
    switch self {
    case .hann: [0.5, 0.5]
    case .hamming: [0.54, 0.46]
    case .blackman: [0.42, 0.5, 0.08]
    case .blackmanharris: [0.35875, 0.48829, 0.14128, 0.01168]
    case .boxcar: [1]
    }
  }
}
