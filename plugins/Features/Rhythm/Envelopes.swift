import Signal
import StageKit

/// The onset envelopes that only beats need, delayed as onset strength is.
struct Envelopes {
  /// The part of the bands that counts as low: below about 230 Hz with the defaults, so bass drum and bass.
  private static let lowShare = 16

  /// The median rise of all bands, in dB per frame.
  private(set) var median: [Float]
  /// The mean rise of the low bands, in dB per frame.
  private(set) var low: [Float]

  /// Measures the rises of mel power.
  ///
  /// - Throws: What reading the frames throws.
  init(mel: Frames) throws {
    let bands = mel.format.width
    var maximum: Float = 0
    try mel.forEachBlock { _, rows in maximum = max(maximum, rows.max() ?? 0) }

    let delay = [Float](repeating: 0, count: mel.format.onsetDelay)
    var (median, low) = (delay, delay)
    var rise = MelRise(bands: bands, floor: Decibels.floor(underMaximum: maximum))
    try mel.forEachBlock { _, rows in
      for first in stride(from: 0, to: rows.count, by: bands) {
        rise.advance(to: UnsafeBufferPointer(rebasing: rows[first..<first + bands]))
        median.append(rise.median())
        low.append(rise.mean(of: 0..<max(1, bands / Self.lowShare)))
      }
    }
    self.median = Array(median.prefix(mel.count))
    self.low = Array(low.prefix(mel.count))
  }
}
