import Glibc
import Shots
import StageKit

/// How much longer or shorter than usual shots are, second by second: long where the music is quiet and sparse, short where
/// it is loud and dense.
///
/// Sections of one group have most of their pace in common, so that a chorus that comes back is cut as before. The quiet
/// third of the song is held `contrast` times longer than the loud third, or less where they hardly differ.
struct Pace {
  /// By second: the sum of the logarithms of the factors of all seconds before.
  private let sums: [Double]

  /// How much of a second's activity is its loudness; the rest is how densely notes set in.
  private static let loudnessShare = 0.85
  /// How much of a section's pace is that of its group.
  private static let groupShare = 0.4
  /// Loud and quiet thirds nearer to each other than this, in dB, differ by that much less in pace.
  private static let fullRange = 9.0
  /// The same for the densities, in notes a second.
  private static let fullDensity = 1.0
  /// What is asked for is more than what comes out: limits, types and the beats take a part of it. Measured on 40 songs.
  private static let strength = 1.7
  /// Above 1 and below 0, activity goes on counting so far.
  private static let reach = -0.25...1.25

  /// The pace of a track; even if its cues are not known.
  init(_ music: TrackMusic, contrast: Double) {
    let levels = music.cues?.values(of: .level) ?? []
    let densities = music.cues?.values(of: .density) ?? []
    guard !levels.isEmpty, contrast > 1 else {
      sums = [0, 0]
      return
    }
    let loudness = Self.scaled(levels, least: Self.fullRange)
    let density = Self.scaled(densities, least: Self.fullDensity)
    var activity = zip(loudness, density).map { Self.loudnessShare * $0 + (1 - Self.loudnessShare) * $1 }
    activity = Self.mixed(activity, by: music.sections)
    activity = Self.scaled(activity, least: Self.loudnessShare)
    let logs = activity.map { value in
      Self.strength * log(contrast) * (0.5 - min(max(value, Self.reach.lowerBound), Self.reach.upperBound))
    }
    // Short shots are many: without this, the song's average length would fall as the contrast grows.
    let shift = log(logs.reduce(0) { $0 + exp(-$1) } / Double(logs.count))
    var sums = [0.0]
    for (second, value) in logs.enumerated() {
      sums.append(sums[sums.count - 1] + Self.soundingPart(of: second, music.silences) * (value + shift))
    }
    self.sums = sums
  }

  /// The integral of the logarithm of the factor from the start to a time in seconds.
  func integral(to time: Double) -> Double {
    let second = min(max(0, Int(time)), sums.count - 2)
    return sums[second] + (time - Double(second)) * (sums[second + 1] - sums[second])
  }

  /// How much of a second has sound: lengths are those of what sounds.
  private static func soundingPart(of second: Int, _ silences: [Event]) -> Double {
    let (start, end) = (Double(second), Double(second + 1))
    return silences.reduce(1) { $0 - max(0, min(end, $1.end) - max(start, $1.start)) }
  }

  /// Values so that their lowest third has the mean 0 and their highest the mean 1; closer to 1/2 where the thirds differ
  /// by less than `least`.
  private static func scaled(_ values: [Double], least: Double) -> [Double] {
    let ranked = values.sorted()
    let third = max(1, values.count / 3)
    let low = ranked.prefix(third).reduce(0, +) / Double(third)
    let high = ranked.suffix(third).reduce(0, +) / Double(third)
    let scale = max(high - low, least)
    return values.map { 0.5 + ($0 - (low + high) / 2) / scale }
  }

  /// Each second's value moved towards the mean of all sections of its group.
  private static func mixed(_ values: [Double], by sections: SectionMap) -> [Double] {
    let groups = values.indices.map { second in
      sections.index(at: Double(second) + 0.5).map { sections.sections[$0].group } ?? ""
    }
    var sums: [String: (sum: Double, count: Double)] = [:]
    for (group, value) in zip(groups, values) {
      let before = sums[group] ?? (0, 0)
      sums[group] = (before.sum + value, before.count + 1)
    }
    return zip(groups, values).map { group, value in
      guard !group.isEmpty, let (sum, count) = sums[group] else { return value }
      return groupShare * sum / count + (1 - groupShare) * value
    }
  }
}
