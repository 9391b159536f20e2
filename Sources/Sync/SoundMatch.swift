import Signal
import StageKit

/// Finds where a clip's sound lies beside the song's, and how their clocks differ.
///
/// The correlation of their levels proposes places. At each, windows along both are correlated with the phase transform,
/// and a line is laid through their peaks: its slope is the drift. Places at which the song repeats itself compete window by
/// window. Where the sound arrives is seen in the response of the room, summed up over all windows along the line.
public struct SoundMatch {
  /// Clocks that differ by more, in millionths, are none of a camera.
  static let steepestDrift = 500.0
  /// The shortest stretch that can be told, in seconds.
  private static let shortest = 12.0
  /// How many windows propose and measure.
  private static let (proposing, measuring) = (16, 128)
  /// How many places are looked at.
  private static let places = 10

  private let pair: RecordingPair

  /// A search for a clip's place beside a song.
  ///
  /// - Throws: `SignalFailure` if there is no memory for its transforms.
  public init(of clip: Recording, beside song: Recording) throws {
    pair = try RecordingPair(song: song, clip: clip)
  }

  /// What is found.
  ///
  /// - Throws: ``Failure`` if temporary data cannot be read; `CancellationError` if the task is cancelled.
  public func finding() throws -> SyncFinding {
    guard min(pair.song.seconds, pair.clip.seconds) >= Self.shortest else {
      return .unsure("there are less than \(Int(Self.shortest)) s of sound")
    }
    var places = try places()
    guard !places.isEmpty else { return .unsure("its sound is silent, or too short") }
    let best = places.removeFirst()
    let (winner, rival) = try PlaceContest(pair).winner(of: best, against: places)
    let measure = try SyncMeasure(winner, times: pair.times(of: winner, atMost: Self.measuring), pair: pair)
    if let doubt = measure.doubt { return .unsure(doubt) }
    if let rival {
      let times = [winner, rival].map { ClockTime.text($0.line.lag(at: 0) / Recording.sampleRate) }
      return .unsure("it fits at the offsets \(times[0]) and \(times[1]) alike: the music repeats itself")
    }
    guard let sync = try measure.sync() else {
      let place = ClockTime.text(winner.line.lag(at: 0) / Recording.sampleRate)
      return .unsure("it fits at about the offset \(place), but echoes hide when its sound arrives")
    }
    return .found(sync)
  }

  /// Places at which the clip may lie, the best first.
  private func places() throws -> [SyncPlace] {
    let hop = Recording.sampleRate / BandLevels.rate
    let lags = try LevelMatch.lags(
      of: pair.clip.levels, along: pair.song.levels, overlap: Int(8 * BandLevels.rate),
      distance: Int(0.4 * BandLevels.rate), most: Self.places)
    let places = try lags.compactMap { lag in
      let start = SyncPlace(line: LagLine(middle: 0, lag: Double(lag) * hop, drift: 0), height: 0)
      return try refined(start, times: pair.times(of: start, atMost: Self.proposing))
    }
    return places.sorted { $0.height > $1.height }
  }

  /// The place with the line that windows there show; `nil` if there is none.
  private func refined(_ place: SyncPlace, times: [Int]) throws -> SyncPlace? {
    let base = place.line.lag
    let lags = try pair.windows(times) { _ in Int(base) }
    guard let (line, height) = lags.line(upTo: Self.steepestDrift) else { return nil }
    return SyncPlace(line: line.shifted(by: Double(Int(base))), height: height)
  }
}
