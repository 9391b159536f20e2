import Signal
import StageKit

/// Finds where a clip's sound lies beside the song's, and how their clocks differ.
///
/// The correlation of their levels proposes places. At each, windows along both are correlated with the phase transform,
/// and a line is laid through their peaks: its slope is the drift. Places at which the song repeats itself compete window by
/// window. Where the sound arrives is seen in the response of the room, summed up over all windows along the line.
public struct SoundMatch {
  /// Samples per window: 4 s.
  static let length = 1 << 15
  /// The longest lag of a window's correlation, in samples: 0.3 s.
  private static let reach = 2400
  /// The lowest frequency that counts, as a share of the sample rate: 60 Hz.
  private static let lowest = 60 / Recording.sampleRate
  /// Clocks that differ by more, in millionths, are none of a camera.
  static let steepestDrift = 500.0
  /// The shortest stretch that can be told, in seconds.
  private static let shortest = 12.0
  /// How many windows propose, compete and measure.
  private static let (proposing, competing, measuring) = (16, 48, 128)
  /// How many places are looked at.
  private static let places = 10

  private let song: Recording
  private let clip: Recording
  private let correlation: PhaseCorrelation

  /// A search for a clip's place beside a song.
  ///
  /// - Throws: `SignalFailure` if there is no memory for its transforms.
  public init(of clip: Recording, beside song: Recording) throws {
    self.song = song
    self.clip = clip
    correlation = try PhaseCorrelation(length: Self.length, reach: Self.reach, lowest: Self.lowest)
  }

  /// What is found.
  ///
  /// - Throws: ``Failure`` if temporary data cannot be read; `CancellationError` if the task is cancelled.
  public func finding() throws -> SyncFinding {
    guard min(song.seconds, clip.seconds) >= Self.shortest else {
      return .unsure("there are less than \(Int(Self.shortest)) s of sound")
    }
    var places = try places()
    guard !places.isEmpty else { return .unsure("its sound is silent, or too short") }
    let best = places.removeFirst()
    let (winner, rival) = try winner(of: best, against: places)
    let measure = try SyncMeasure(winner, times: times(of: winner, atMost: Self.measuring), match: self)
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
      of: clip.levels, along: song.levels, overlap: Int(8 * BandLevels.rate), distance: Int(0.4 * BandLevels.rate),
      most: Self.places)
    let places = try lags.compactMap { lag in
      let start = SyncPlace(line: LagLine(middle: 0, lag: Double(lag) * hop, drift: 0), height: 0)
      return try refined(start, times: times(of: start, atMost: Self.proposing))
    }
    return places.sorted { $0.height > $1.height }
  }

  /// The place with the line that windows there show; `nil` if there is none.
  private func refined(_ place: SyncPlace, times: [Int]) throws -> SyncPlace? {
    let base = place.line.lag
    let lags = try windows(times) { _ in Int(base) }
    guard let (line, height) = lags.line(upTo: Self.steepestDrift) else { return nil }
    return SyncPlace(line: line.shifted(by: Double(Int(base))), height: height)
  }

  /// Correlations of windows of the song with those of the clip that lie a lag later.
  ///
  /// - Parameters:
  ///   - times: Where the windows start in the song, in samples.
  ///   - lag: The lag for a window's middle, in samples.
  func windows(_ times: [Int], lag: (Double) -> Int) throws -> WindowLags {
    var lags = WindowLags(reach: Self.reach)
    for time in times {
      try Task.checkCancellation()
      let middle = Double(time) + Double(Self.length) / 2
      if let (first, second) = try pair(at: time, lag: lag(middle)) {
        lags.add(first, second, at: middle, by: correlation)
      }
    }
    return lags
  }

  /// A window of the song, and one of the clip that lies a lag later; `nil` where one of them ends before.
  private func pair(at time: Int, lag: Int) throws -> ([Float], [Float])? {
    guard time >= 0, time + lag >= 0, time + Self.length <= song.samples.count,
      time + lag + Self.length <= clip.samples.count
    else { return nil }
    return (try song.window(time..<time + Self.length), try clip.window(time + lag..<time + lag + Self.length))
  }

  /// The response of the room along a line; the windows that do not fit are left out.
  func response(along line: LagLine, times: [Int]) throws -> RoomResponse {
    var response = try RoomResponse(length: Self.length, lowest: Self.lowest)
    for time in times {
      let lag = line.lag(at: Double(time) + Double(Self.length) / 2)
      let whole = Int(lag.rounded())
      if let (first, second) = try pair(at: time, lag: whole) { response.add(first, second, rest: lag - Double(whole)) }
    }
    return response
  }

  /// Where windows of the song start that lie beside the clip: half overlapping, or evenly spread if that were too many.
  private func times(of place: SyncPlace, atMost most: Int) -> [Int] {
    starts(in: shared(by: place), atMost: most)
  }

  /// The samples of the song that lie beside the clip.
  private func shared(by place: SyncPlace) -> Range<Int> {
    let lag = Int(place.line.lag.rounded())
    let start = max(0, -lag)
    return start..<max(start, min(song.samples.count, clip.samples.count - lag))
  }

  private func starts(in span: Range<Int>, atMost most: Int) -> [Int] {
    let room = span.count - Self.length
    guard room >= 0 else { return [] }
    let count = max(1, min(most, room / (Self.length / 2) + 1))
    return (0..<count).map { span.lowerBound + room * $0 / max(1, count - 1) }
  }
}

// MARK: Places compete

extension SoundMatch {
  /// A rival is looked at from this share of the best place's height on.
  private static let likeness = 0.25
  /// Lines that come as near as this somewhere are one place, in samples: 60 ms.
  private static let nearness = 480.0
  /// A window has been found at a place from this strength on, and not at another at less than half of it.
  private static let clear = 6.0
  /// Below this strength a window is as a stranger's.
  private static let faint = 2.0
  /// Differences with a Student's t beyond this are no chance.
  private static let sure = 4.0

  /// The place that holds against all others, and one that holds against it.
  private func winner(of best: SyncPlace, against others: [SyncPlace]) throws -> (SyncPlace, rival: SyncPlace?) {
    var winner = best
    var open = others.filter { $0.height >= Self.likeness * best.height }
    var rivals: [SyncPlace] = []
    while !open.isEmpty {
      let other = open.removeFirst()
      guard !isSame(winner, other) else { continue }
      switch try contest(winner, other) {
      case .first: continue
      case .second:
        // What the loser could not beat is the winner's to beat.
        open = rivals + open
        rivals = []
        winner = other
      case .neither: rivals.append(other)
      }
    }
    return (winner, rivals.first)
  }

  private enum Contest { case first, second, neither }

  private func isSame(_ one: SyncPlace, _ other: SyncPlace) -> Bool {
    let spans = (shared(by: one), shared(by: other))
    let ends = [spans.0.lowerBound, spans.0.upperBound, spans.1.lowerBound, spans.1.upperBound]
    return ends.contains { abs(one.line.lag(at: Double($0)) - other.line.lag(at: Double($0))) < Self.nearness }
  }

  /// Which of two places more of the clip's windows are found at: where music repeats itself, some are at both, but the
  /// wrong place has none of its own.
  private func contest(_ one: SyncPlace, _ other: SyncPlace) throws -> Contest {
    let spans = [one, other].map { place in
      (shared(by: place), Int(place.line.lag.rounded()))
    }.map { $0.lowerBound + $1..<$0.upperBound + $1 }
    let hull = min(spans[0].lowerBound, spans[1].lowerBound)..<max(spans[0].upperBound, spans[1].upperBound)
    let starts = starts(in: hull, atMost: Self.competing)
    let strengths = try [one, other].map { try self.strengths(of: $0, at: starts) }
    let pairs = zip(strengths[0], strengths[1]).map { ($0 ?? 0, $1 ?? 0) }
    let first = pairs.filter { $0 > Self.clear && $1 < $0 / 2 }.count
    let second = pairs.filter { $1 > Self.clear && $0 < $1 / 2 }.count
    if first >= 2 + 4 * second { return .first }
    if second >= 2 + 4 * first { return .second }
    let surplus = Self.surplus(pairs.map { $0 - $1 })
    if surplus > Self.sure, first >= second { return .first }
    if surplus < -Self.sure, second >= first { return .second }
    // What is not heard where the song should be speaks against a place.
    let missed = strengths.map { place in place.count { $0.map { $0 < Self.faint } ?? false } }
    if missed[1] >= 2 + 4 * missed[0] { return .first }
    if missed[0] >= 2 + 4 * missed[1] { return .second }
    return .neither
  }

  /// Student's t of some differences.
  private static func surplus(_ differences: [Double]) -> Double {
    let count = Double(max(1, differences.count))
    let mean = differences.reduce(0, +) / count
    let spread = (differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    return mean / max(spread, 1e-9) * count.squareRoot()
  }

  /// How strongly windows of the clip are found at a place; `nil` where the song is not, or is silent.
  private func strengths(of place: SyncPlace, at starts: [Int]) throws -> [Double?] {
    var strengths = [Double?](repeating: nil, count: starts.count)
    var kept: [Int] = []
    var lags = WindowLags(reach: Self.reach)
    for (index, start) in starts.enumerated() {
      try Task.checkCancellation()
      let guess = Double(start) - place.line.lag
      let lag = Int(place.line.lag(at: guess + Double(Self.length) / 2).rounded())
      guard let (first, second) = try pair(at: start - lag, lag: lag) else { continue }
      if lags.add(first, second, at: guess, by: correlation) { kept.append(index) }
    }
    guard kept.count >= 2 else { return strengths }
    let found = lags.patterns(along: LagLine(middle: 0, lag: 0, drift: 0)).strengths()
    for (index, strength) in zip(kept, found) { strengths[index] = strength }
    return strengths
  }
}

/// A place of a clip beside the song.
struct SyncPlace {
  /// The lag of the clip's samples behind the song's.
  let line: LagLine
  /// How far the line stands out.
  let height: Double
}
