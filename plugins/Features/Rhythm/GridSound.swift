import Signal
import StageKit

/// A track as beats and bars are found in it: the envelopes of its strokes, its harmony and its timbre, frame by frame.
package struct GridSound {
  /// The part of the bands that counts as low: below about 230 Hz with the defaults, so bass drum and bass.
  private static let lowShare = 16
  /// How much the rise of the bass counts beside onset strength: enough that off-beat chords do not win over it.
  private static let lowWeight: Float = 0.4
  /// How closely pulses keep to the tempo.
  private static let tightness = 400.0
  /// Sound begins and ends where power is so far below the track's maximum.
  private static let silence: Float = 1e-6
  /// How far from a step its stroke may be, in seconds.
  private static let strokeReach = 0.05

  /// Where the frames stand.
  package let grid: FrameGrid

  private let strength: [Float]
  private var low: [Float]
  private let chroma: [Float]
  /// Mean level of groups of bands, in dB. Shape (frames, `MeterSteps.colours`).
  private var timbre: [Float] = []
  /// The frames from the first sound to the last.
  private let sound: Range<Int>

  /// Measures a track's frames.
  ///
  /// - Parameters:
  ///   - mel: Power per mel band.
  ///   - onset: Onset strength per frame.
  ///   - chroma: Twelve pitch classes per frame, row-major.
  /// - Throws: What reading the frames throws.
  package init(mel: Frames, onset: [Float], chroma: [Float]) throws {
    let bands = mel.format.width
    grid = mel.format.grid
    strength = onset
    self.chroma = chroma
    var maximum: Float = 0
    var powers: [Float] = []
    try mel.forEachBlock { _, rows in
      for first in stride(from: 0, to: rows.count, by: bands) {
        let row = rows[first..<first + bands]
        maximum = max(maximum, row.max() ?? 0)
        powers.append(row.reduce(0, +))
      }
    }
    let threshold = Self.silence * (powers.max() ?? 0)
    let first = powers.firstIndex { $0 > threshold } ?? 0
    sound = first..<max(first, (powers.lastIndex { $0 > threshold } ?? -1) + 1)

    low = [Float](repeating: 0, count: mel.format.onsetDelay)
    timbre.reserveCapacity(mel.count * MeterSteps.colours)
    let floor = Decibels.floor(underMaximum: maximum)
    let lowBands = max(1, bands / Self.lowShare)
    var rise = MelRise(bands: lowBands, floor: floor)
    try mel.forEachBlock { _, rows in
      for first in stride(from: 0, to: rows.count, by: bands) {
        let row = UnsafeBufferPointer(rebasing: rows[first..<first + bands])
        rise.advance(to: UnsafeBufferPointer(rebasing: row[..<lowBands]))
        low.append(rise.mean)
        timbre += MeterSteps.levels(of: row, floor: floor)
      }
    }
    low.removeLast(low.count - mel.count)
  }

  /// The pulses from the first sound to the last, as frames, and how many there are per minute; `nil` if there are none.
  ///
  /// - Throws: `SignalFailure` if there is no memory.
  package func pulses() throws -> (frames: [Double], tempo: Double)? {
    let envelope = zip(strength, low).map { $0 + Self.lowWeight * $1 }
    guard let tempo = try PulseTempo(rate: grid.rate).tempo(of: envelope) else { return nil }
    let period = 60 * grid.rate / tempo
    let tracker = BeatTracker(period: period, tightness: Self.tightness, trims: false)
    let heard = tracker.beats(in: envelope).filter(sound.contains).map(Double.init)
    guard let first = heard.first, let last = heard.last else { return nil }
    let before = stride(from: first - period, to: Double(sound.lowerBound) - 0.5, by: -period)
    let after = stride(from: last + period, to: Double(sound.upperBound), by: period)
    return (before.reversed().map { max(0, $0) } + heard + after, tempo)
  }

  /// The steps' starts, as frames: pulses, and the middles between them.
  package func places(between pulses: [Double]) -> [Double] {
    Array(pulses.prefix(1)) + zip(pulses, pulses.dropFirst()).flatMap { [($0 + $1) / 2, $1] }
  }

  /// What is heard from each place to the next.
  package func steps(at places: [Double]) -> MeterSteps {
    let frames = places.map { min(max(0, Int($0.rounded())), strength.count - 1) }
    let reach = Int((Self.strokeReach * grid.rate).rounded())
    func stroke(_ envelope: [Float], _ frame: Int) -> Double {
      Double(envelope[max(0, frame - reach)..<min(envelope.count, frame + reach + 1)].max() ?? 0)
    }
    func means(_ rows: [Float]) -> [Double] {
      let width = rows.count / strength.count
      var means: [Double] = []
      for (first, next) in zip(frames, frames.dropFirst()) {
        let last = max(first + 1, next)
        for column in 0..<width {
          let sum = (first..<last).reduce(0.0) { $0 + Double(rows[$1 * width + column]) }
          means.append(sum / Double(last - first))
        }
      }
      return means
    }
    return MeterSteps(
      accents: frames.dropLast().map { stroke(strength, $0) }, lows: frames.dropLast().map { stroke(low, $0) },
      harmony: means(chroma), timbre: means(timbre))
  }
}
