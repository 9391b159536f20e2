import Signal
import StageKit

/// The sync at a place, by windows along all of it, and whether to believe it.
struct SyncMeasure {
  /// A window agrees if it is like the others by this much: strangers' likeness is 0 give or take 0.06.
  private static let likeness = 0.2
  /// The least share of windows that agree, and the fewest of them.
  private static let (leastShare, fewest) = (0.35, 4)
  /// Strangers have lines that stand out by 4 to 7.
  private static let leastHeight = 8.0

  private let pair: RecordingPair
  private let place: SyncPlace
  /// Where the windows start that agree, in samples of the song.
  private let agreeing: [Int]
  private let count: Int

  /// - Parameter times: Where the windows start in the song, in samples.
  init(_ place: SyncPlace, times: [Int], pair: RecordingPair) throws {
    let base = place.line.lag
    let lags = try pair.windows(times) { _ in Int(base.rounded()) }
    let found = lags.line(upTo: SoundMatch.steepestDrift)
    let line = found?.line ?? LagLine(middle: 0, lag: 0, drift: 0)
    let likeness = lags.patterns(along: line).likeness()
    agreeing = zip(lags.times, likeness).filter { $1 > Self.likeness }.map { Int($0.0) - RecordingPair.length / 2 }
    count = likeness.count
    self.place = SyncPlace(line: line.shifted(by: base.rounded()), height: found?.height ?? 0)
    self.pair = pair
  }

  private var share: Double { Double(agreeing.count) / Double(max(1, count)) }

  /// Why it is not to be believed; `nil` if it is.
  var doubt: String? {
    if place.height >= Self.leastHeight, share >= Self.leastShare, agreeing.count >= Self.fewest { return nil }
    return "the song is not heard in it: \(agreeing.count) of \(count) windows agree at the likeliest place"
  }

  /// The sync, with the offset counted to the arrival of the sound; `nil` if it is not seen when that is.
  func sync() throws -> ClipSync? {
    guard let arrival = try pair.response(along: place.line, times: agreeing).arrival() else { return nil }
    return ClipSync(
      offset: (place.line.lag(at: 0) + arrival) / Recording.sampleRate, drift: place.line.drift, confidence: share)
  }
}
