import Glibc
import Signal
import StageKit

/// How loud, how sung and how struck each second of a track is, compared with the rest of the track.
///
/// Ranks rather than levels, so that a soft recording is directed like a loud one.
public struct MusicCues: Sendable {
  /// Loudness of each second in dB, not below 80 dB under the loudest.
  public let loudness: [Double]
  /// Rank of the loudness, from 0 to 1.
  public let energy: [Double]
  /// Rank of the vocal proxy, from 0 to 1.
  public let vocal: [Double]
  /// Rank of the mean onset strength, from 0 to 1.
  public let attack: [Double]
  /// Mean onset strength of each second.
  public let onset: [Double]
  /// Loudness over three seconds in dB against the track's own loud passages, which have 0; -60 at least.
  public let level: [Double]
  /// How many notes set in per second, over three seconds.
  public let density: [Double]
  /// Where nothing sounds for two seconds or more, labelled `silence`, and where the last sound dies away, labelled
  /// `tail`.
  public let silences: [Event]
}

extension MusicCues {
  /// Where speech and singing have most of their power, in Hz.
  private static let voiceBand = 300.0...3400.0

  /// Throws unless rows are mel power in bands of known frequencies.
  public static func require(_ mel: FrameFormat) throws(Failure) {
    try mel.require(.melPower)
    guard mel.frequencies.count == mel.width else {
      throw Failure("takes mel bands of known frequencies", remedy: "wire `mel` to the stage mel")
    }
  }

  /// The cues of a track.
  ///
  /// The vocal proxy is half the rank of the voice band's share of the power, half the rank of its modulation at the
  /// pace of syllables (after the 4 Hz modulation energy of Scheirer and Slaney 1997).
  ///
  /// - Parameters:
  ///   - mel: Mel power, with the bands' frequencies in its format.
  ///   - onset: Onset strength, one column.
  /// - Throws: ``Failure`` if they are something else.
  public init(mel: Frames, onset: Frames, seconds: Seconds) throws {
    try Self.require(mel.format)
    let width = mel.format.width
    let voice = mel.format.frequencies.map { Self.voiceBand.contains($0) }
    var all = [Double](repeating: 0, count: mel.count)
    var sung = all
    try mel.forEachBlock { first, rows in
      for row in 0..<rows.count / width {
        for band in 0..<width {
          let power = Double(rows[row * width + band])
          all[first + row] += power
          if voice[band] { sung[first + row] += power }
        }
      }
    }
    let ranges = seconds.rows(of: mel)
    let powers = ranges.map { range in range.isEmpty ? 0 : all[range].reduce(0, +) / Double(range.count) }
    let floor = max(1e-10, (powers.max() ?? 0) * 1e-8)
    loudness = powers.map { 10 * log10(max($0, floor)) }
    energy = Ranks.of(loudness)
    let shares = ranges.map { range in
      let sum = all[range].reduce(0, +)
      return sum > 0 ? sung[range].reduce(0, +) / sum : 0
    }
    let syllables = Modulation(rate: mel.format.rate).depths(of: sung.map { $0.squareRoot() }, around: ranges)
    vocal = zip(Ranks.of(syllables), Ranks.of(shares)).map { ($0 + $1) / 2 }
    self.onset = try seconds.means(of: onset)
    attack = Ranks.of(self.onset)
    let curve = PowerCurve(powers: all, rate: mel.format.rate, seconds: ranges)
    level = curve.levels
    silences = curve.silences(duration: seconds.duration)
    density = try Self.density(of: onset, in: seconds)
  }

  /// Notes that set in per second, picked as onset events are and counted over as long as the level.
  private static func density(of onset: Frames, in seconds: Seconds) throws -> [Double] {
    let grid = FrameGrid(sampleRate: onset.format.rate, hop: 1)
    let peaks = PeakPicker(onsetsOn: grid).peaks(in: OnsetEnvelope.stretched(try onset.values()))
    var counts = [Double](repeating: 0, count: seconds.count)
    for peak in peaks { counts[min(Int(grid.time(of: peak)), seconds.count - 1)] += 1 }
    return counts.indices.map { second in
      let window = counts[max(0, second - 1)...min(counts.count - 1, second + 1)]
      return window.reduce(0, +) / Double(window.count)
    }
  }
}
