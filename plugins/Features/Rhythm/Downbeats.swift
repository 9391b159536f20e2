/// The first beats of bars of four.
enum Downbeats {
  private static let beatsPerBar = 4

  /// Every fourth beat, from the one of the first four whose accents are the highest on average.
  ///
  /// The mean, not the sum, so that a phase with one beat more at the end is not preferred. Ties go to the earliest.
  ///
  /// - Parameters:
  ///   - beats: Frame numbers within `accents`, in order.
  ///   - accents: How much each frame sounds like a downbeat: onset strength and the rise of the bass.
  static func choose(from beats: [Int], accents: [Float]) -> [Int] {
    let phases = (0..<min(beatsPerBar, beats.count)).map { phase in
      stride(from: phase, to: beats.count, by: beatsPerBar).map { beats[$0] }
    }
    var best: (accent: Double, beats: [Int])?
    for bars in phases {
      let accent = bars.reduce(0) { $0 + Double(accents[$1]) } / Double(bars.count)
      if accent > best?.accent ?? -.infinity { best = (accent, bars) }
    }
    return best?.beats ?? []
  }
}
