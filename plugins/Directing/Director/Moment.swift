import Glibc
import Learning
import Shots

/// One second of music as the rules see it, all ranks from -1 to 1.
struct Moment {
  /// Rank of the loudness.
  let energy: Double
  /// Rank of the vocal proxy.
  let vocal: Double
  /// Rank of the onset strength.
  let attack: Double
  /// How much of the track has passed, from 0 to 1.
  let progress: Double

  init(_ second: Int, of seconds: Seconds, _ cues: MusicCues) {
    energy = cues.value(of: .loudness, in: second)
    vocal = cues.value(of: .singing, in: second)
    attack = cues.value(of: .attack, in: second)
    progress = Double(second) / Double(seconds.count)
  }

  /// What the music adds to the logarithm of a type's share: close on the singer, wide when loud, on the hands where
  /// nobody sings, and fewer close-ups early. Source: `plugins/Rules.md`.
  func bias(towards type: ShotType) -> Double {
    switch type {
    case .closeUp: 0.5 * vocal - 0.3 * energy + log(0.7 + 0.6 * progress)
    case .mediumCloseUp: 0.4 * vocal
    case .medium, .mediumLong: 0
    case .long: 0.3 * energy
    case .extremeLong: 0.4 * energy
    case .audience: 0.5 * energy - 0.3 * vocal
    case .instrument: -0.8 * vocal + 0.3 * attack
    }
  }
}
