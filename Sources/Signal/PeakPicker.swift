/// Picks the events of an envelope: local maxima that stand out from their surroundings.
///
/// Frame `n` is picked if it is the maximum of `n - maximumBefore ... n + maximumAfter - 1` and exceeds the mean of
/// `n - meanBefore ... n + meanAfter - 1` by `delta`; the `wait` frames after it are skipped.
///
/// Source: `librosa.util.peak_pick` (Böck, Krebs, Schedl 2012, eq. 5), defaults of `librosa.onset.onset_detect`,
/// librosa 0.11.0.
public struct PeakPicker: Sendable {
  /// Frames before a peak that it must not fall below.
  public var maximumBefore: Int
  /// Frames from the peak on that it must not fall below, itself included; at least 1.
  public var maximumAfter: Int
  /// Frames before a peak that the mean is over.
  public var meanBefore: Int
  /// Frames from the peak on that the mean is over, itself included; at least 1.
  public var meanAfter: Int
  /// How far a peak is above the mean, in the envelope's unit.
  public var delta: Float
  /// Frames after a peak in which there is no other.
  public var wait: Int

  /// The surroundings that librosa found best for onsets: 30 ms for the maximum, 100 ms on both sides for the mean.
  public init(onsetsOn grid: FrameGrid) {
    let short = Int((0.03 * grid.sampleRate / Double(grid.hop)).rounded(.down))
    let long = Int((0.1 * grid.sampleRate / Double(grid.hop)).rounded(.down))
    maximumBefore = short
    maximumAfter = 1
    meanBefore = long
    meanAfter = long + 1
    delta = 0.07
    wait = short
  }

  /// The peaks of an envelope, as frame numbers.
  public func peaks(in envelope: [Float]) -> [Int] {
    var peaks: [Int] = []
    var frame = 0
    while frame < envelope.count {
      if isPeak(frame, of: envelope) {
        peaks.append(frame)
        frame += wait
      }
      frame += 1
    }
    return peaks
  }

  private func isPeak(_ frame: Int, of envelope: [Float]) -> Bool {
    let rivals = envelope[max(0, frame - maximumBefore)..<min(frame + maximumAfter, envelope.count)]
    guard rivals.allSatisfy({ $0 <= envelope[frame] }) else { return false }
    let surroundings = envelope[max(0, frame - meanBefore)..<min(frame + meanAfter, envelope.count)]
    let mean = Double(surroundings.reduce(0, +)) / Double(surroundings.count)
    return Double(envelope[frame]) >= mean + Double(delta)
  }
}
