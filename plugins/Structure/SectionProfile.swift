import Learning

/// A section as the rules for roles see it.
struct SectionProfile {
  /// Where it starts, in seconds.
  let start: Double
  /// Where it ends, in seconds.
  let end: Double
  /// The number of its cluster.
  let cluster: Int
  /// Mean rank of the loudness, from 0 to 1.
  let energy: Double
  /// Mean rank of the vocal proxy, from 0 to 1.
  let vocal: Double
  /// How fast it becomes louder, in dB per second.
  let slope: Double

  /// Length in seconds.
  var length: Double { end - start }
}

extension SectionProfile {
  /// The profile of a span: its seconds are those whose greater part lies in it.
  init(start: Double, end: Double, cluster: Int, cues: MusicCues) {
    let last = cues.loudness.count
    let range = min(last, Int(start.rounded()))..<min(last, max(Int(start.rounded()), Int(end.rounded())))
    func mean(_ values: [Double]) -> Double { values[range].reduce(0, +) / Double(max(1, range.count)) }
    let center = mean(Array(0..<cues.loudness.count).map(Double.init))
    let loudness = mean(cues.loudness)
    var rise = 0.0
    var spread = 0.0
    for second in range {
      rise += (Double(second) - center) * (cues.loudness[second] - loudness)
      spread += (Double(second) - center) * (Double(second) - center)
    }
    self.init(
      start: start, end: end, cluster: cluster, energy: mean(cues.energy), vocal: mean(cues.vocal),
      slope: spread > 0 ? rise / spread : 0)
  }
}
