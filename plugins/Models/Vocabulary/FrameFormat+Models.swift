import StageKit

extension Quantity {
  /// Ranks of loudness, singing and attack, from -1 to 1, one row per second.
  static let musicCues = Quantity(rawValue: "music cues")
}

extension FrameFormat {
  /// A probability per shot type, one row per second.
  static func shotTypes(sampleRate: Double) -> FrameFormat {
    FrameFormat(
      quantity: .shotTypes, width: ShotType.allCases.count, rate: 1, sampleRate: sampleRate, columns: ShotType.names)
  }

  /// Ranks of loudness, singing and attack, one row per second.
  static func musicCues(sampleRate: Double) -> FrameFormat {
    FrameFormat(
      quantity: .musicCues, width: Cue.allCases.count, rate: 1, sampleRate: sampleRate,
      columns: Cue.allCases.map { "\($0)" })
  }
}
