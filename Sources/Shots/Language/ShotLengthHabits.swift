import Glibc

/// How long a maker's shots last: log-normal, with a mean that follows the type, the section and the tempo.
///
/// The density of a length of `d` seconds is log-normal with the mean `m` (not the median) and ``sigma``:
///
///     exp(-(ln d - ln m + sigma^2 / 2)^2 / (2 sigma^2)) / (d sigma sqrt(2 pi))
public struct ShotLengthHabits: Sendable, Hashable {
  /// The mean length in seconds at 120 beats a minute, before the factors.
  public var mean: Double
  /// The standard deviation of the logarithm of lengths.
  public var sigma: Double
  /// How far lengths follow the tempo: (120 / beats per minute) to this power.
  public var tempo: Double
  /// By type: what the mean is multiplied by.
  public var byType: [Double]
  /// By role: what the mean is multiplied by; 1 for a role that is not there.
  public var byRole: [Role: Double]

  /// Habits with all their numbers.
  public init(mean: Double, sigma: Double, tempo: Double, byType: [Double], byRole: [Role: Double]) {
    self.mean = mean
    self.sigma = sigma
    self.tempo = tempo
    self.byType = byType
    self.byRole = byRole
  }

  /// The least and the most that the tempo changes a length by.
  public static let tempoFactors = 0.75...1.35
  /// The tempo in beats per minute at which lengths are not changed.
  public static let usualTempo = 120.0

  /// What the mean is multiplied by in a section of a role; 1 if it has none.
  public func factor(of role: Role?) -> Double { role.flatMap { byRole[$0] } ?? 1 }

  /// What the mean is multiplied by at a tempo in beats per minute; 1 if there is none.
  public func factor(ofTempo tempo: Double?) -> Double {
    guard let tempo, tempo > 0 else { return 1 }
    let factor = pow(Self.usualTempo / tempo, self.tempo)
    return min(max(factor, Self.tempoFactors.lowerBound), Self.tempoFactors.upperBound)
  }
}
