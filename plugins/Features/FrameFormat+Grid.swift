import Signal
import StageKit

extension FrameFormat {
  /// Where the rows stand in time, in whole samples.
  var grid: FrameGrid {
    FrameGrid(sampleRate: sampleRate, hop: max(1, Int(exactly: (sampleRate / rate).rounded()) ?? 1))
  }

  /// How many rows librosa delays an onset envelope by, so that a rise is placed at the centre of the frame that hears it.
  var onsetDelay: Int {
    transformLength / (2 * grid.hop)
  }
}
