import Glibc

/// Decibels of power.
///
/// Source: `librosa.power_to_db(S, ref=1.0, amin=1e-10, top_db=80.0)`.
public enum Decibels {
  /// The least power that is told apart from silence.
  public static let leastPower: Float = 1e-10

  /// The power below which all counts as equal: `range` dB under the track's maximum, and never under ``leastPower``.
  public static func floor(underMaximum maximum: Float, range: Double = 80) -> Float {
    max(leastPower, Float(Double(maximum) * pow(10, -range / 10)))
  }

  /// 10 log10 of a power, of the floor at least.
  public static func power(_ power: Float, floor: Float = leastPower) -> Float {
    10 * log10(max(floor, power))
  }
}
