import Shots
import StageKit

extension Quantity {
  /// Ranks of loudness, singing and attack, from -1 to 1, one row per second.
  static let musicCues = Quantity(rawValue: "music cues")
}

extension FrameFormat {
  /// Ranks of loudness, singing and attack, one row per second.
  static func musicCues(sampleRate: Double) -> FrameFormat {
    FrameFormat(
      quantity: .musicCues, width: Cue.allCases.count, rate: 1, sampleRate: sampleRate,
      columns: Cue.allCases.map { "\($0)" })
  }
}
