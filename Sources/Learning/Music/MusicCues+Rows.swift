import Shots
import StageKit

extension MusicCues {
  /// A cue in a second: ranks from -1 to 1, the level in dB, the density in notes per second.
  public func value(of cue: Cue, in second: Int) -> Double {
    switch cue {
    case .loudness: 2 * energy[second] - 1
    case .singing: 2 * vocal[second] - 1
    case .attack: 2 * attack[second] - 1
    case .level: level[second]
    case .density: density[second]
    }
  }

  /// All cues, a row per second.
  ///
  /// - Parameter sampleRate: Sample rate of the audio that was heard, in Hz.
  public func frames(sampleRate: Double) -> Frames {
    Frames(
      format: .musicCues(sampleRate: sampleRate),
      values: energy.indices.flatMap { second in Cue.allCases.map { Float(value(of: $0, in: second)) } })
  }
}
