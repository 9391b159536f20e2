/// Beats in bars.
struct Bars: Equatable {
  /// The beats, in seconds.
  let beats: [Double]
  /// The beats that begin a bar, in seconds.
  let downbeats: [Double]
  /// Beats in most bars.
  let meter: Int
  /// How sure the bars are, 0 to 1.
  let certainty: Double
  /// Beats per minute; 0 if there are fewer than two.
  let tempo: Double

  /// Bars whose tempo is that of the middle distance of beats, unless it is known better.
  init(beats: [Double], downbeats: [Double], meter: Int, certainty: Double, tempo: Double? = nil) {
    self.beats = beats
    self.downbeats = downbeats
    self.meter = meter
    self.certainty = certainty
    let distances = zip(beats, beats.dropFirst()).map { $1 - $0 }.sorted()
    self.tempo = tempo ?? (distances.isEmpty ? 0 : 60 / distances[distances.count / 2])
  }
}
