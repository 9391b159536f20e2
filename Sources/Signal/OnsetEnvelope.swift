/// What onset events need of an envelope before and after peaks are picked.
///
/// Source: `librosa.onset.onset_detect` and `librosa.onset.onset_backtrack`, librosa 0.11.0.
public enum OnsetEnvelope {
  /// The envelope stretched to 0...1; empty if it is the same everywhere, or not finite.
  public static func stretched(_ envelope: [Float]) -> [Float] {
    guard let least = envelope.min(), let most = envelope.max(), most > least, (most - least).isFinite else {
      return []
    }
    let scale = (most - least) + .leastNormalMagnitude
    return envelope.map { ($0 - least) / scale }
  }

  /// Moves onsets back to the last local minimum of an envelope before them: where the sound begins to rise.
  ///
  /// - Parameters:
  ///   - onsets: Frame numbers within the envelope, in order.
  ///   - envelope: The one that the onsets were picked from.
  /// - Returns: As many frame numbers; 0 where there is no minimum before.
  public static func backtracked(_ onsets: [Int], in envelope: [Float]) -> [Int] {
    var start = 0
    var frame = 1
    return onsets.map { onset in
      while frame <= onset {
        let isMinimum =
          frame + 1 < envelope.count && envelope[frame] <= envelope[frame - 1] && envelope[frame] < envelope[frame + 1]
        if isMinimum { start = frame }
        frame += 1
      }
      return start
    }
  }
}
