import Glibc
import Signal
import StageKit

/// How strong a track is over time, against its own loud passages rather than full scale: a soft recording has loud
/// passages too.
struct PowerCurve {
  /// Power of each row.
  let powers: [Double]
  /// Rows per second, in Hz.
  let rate: Double
  /// Mean power of each second and its neighbours, which bridges rests within a bar.
  private let smooth: [Double]
  /// The power of the loud passages: a tenth of the seconds that sound at all is stronger. 0 where nothing sounds.
  private let loud: Double

  /// Seconds that the level is a mean over.
  static let smoothing = 3
  /// Where nothing sounds, in dB.
  static let silence = -60.0
  /// A track's last sound is a tail from here on, in dB: no note is still to come that is heard beside loud passages.
  static let tail = -30.0
  /// What is shorter, in seconds, is a rest in the music.
  static let shortest = 2.0
  /// The share of the sounding seconds that is not among the strongest.
  private static let loudShare = 0.9
  /// Seconds over which a tail's power is a mean: a pulse must not end it.
  private static let tailSmoothing = 1.0

  init(powers: [Double], rate: Double, seconds: [Range<Int>]) {
    self.powers = powers
    self.rate = rate
    let sums = powers.reduce(into: [0.0]) { $0.append($0[$0.count - 1] + $1) }
    smooth = seconds.indices.map { second in
      let reach = Self.smoothing / 2
      let first = seconds[max(0, second - reach)].lowerBound
      let last = seconds[min(seconds.count - 1, second + reach)].upperBound
      return last > first ? max(0, sums[last] - sums[first]) / Double(last - first) : 0
    }
    let least = (smooth.max() ?? 0) * pow(10, Self.silence / 10)
    let sounding = smooth.filter { $0 > least }.sorted()
    loud = sounding.isEmpty ? 0 : sounding[Int(Self.loudShare * Double(sounding.count - 1))]
  }

  /// The smoothed level of each second in dB against the loud passages, -60 at least.
  var levels: [Double] { smooth.map(level) }

  private func level(_ power: Double) -> Double {
    loud > 0 && power > 0 ? max(Self.silence, 10 * log10(power / loud)) : Self.silence
  }

  /// The spans in which nothing sounds, and the tail in which the last sound dies away, in tenths of a second.
  ///
  /// - Parameter duration: The track's length in seconds: what reaches its end ends there.
  /// - Returns: Events labelled `silence` or `tail`, of at least two seconds, that do not overlap.
  func silences(duration: Double) -> [Event] {
    let quiet = powers.map { level($0) <= Self.silence }
    var spans: [Event] = []
    var first = 0
    for row in 0...powers.count where row == powers.count || !quiet[row] {
      if row > first { spans.append(span(first..<row, "silence", duration)) }
      first = row + 1
    }
    if let end = tailStart, end < powers.count {
      let tail = span(end..<powers.count, "tail", duration)
      // The silence after it belongs to it.
      if tail.end - tail.start >= Self.shortest { spans = spans.filter { $0.start < tail.start } + [tail] }
    }
    return spans.filter { $0.end - $0.start >= Self.shortest }
  }

  /// The row after the last one around which the music is heard beside loud passages; `nil` if it never is.
  private var tailStart: Int? {
    let reach = max(1, Int(Self.tailSmoothing * rate / 2))
    let sums = powers.reduce(into: [0.0]) { $0.append($0[$0.count - 1] + $1) }
    return powers.indices.last { row in
      let (first, last) = (max(0, row - reach), min(powers.count, row + reach + 1))
      return level((sums[last] - sums[first]) / Double(last - first)) >= Self.tail
    }.map { $0 + 1 }
  }

  /// A span of rows, in tenths of a second inside it; what touches the track's ends reaches them.
  private func span(_ rows: Range<Int>, _ label: String, _ duration: Double) -> Event {
    let start = rows.lowerBound == 0 ? 0 : (10 * Double(rows.lowerBound) / rate).rounded(.up) / 10
    let end = rows.upperBound == powers.count ? duration : (10 * Double(rows.upperBound) / rate).rounded(.down) / 10
    return Event(from: start, to: max(start, end), label: label)
  }
}
