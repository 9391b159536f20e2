import Signal

/// A song and a clip, as windows that lie side by side at a lag.
struct RecordingPair {
  /// Samples per window: 4 s.
  static let length = 1 << 15
  /// The longest lag of a window's correlation, in samples: 0.3 s.
  static let reach = 2400
  /// The lowest frequency that counts, as a share of the sample rate: 60 Hz.
  private static let lowest = 60 / Recording.sampleRate

  let song: Recording
  let clip: Recording
  let correlation: PhaseCorrelation

  /// - Throws: `SignalFailure` if there is no memory for the transforms.
  init(song: Recording, clip: Recording) throws {
    self.song = song
    self.clip = clip
    correlation = try PhaseCorrelation(length: Self.length, reach: Self.reach, lowest: Self.lowest)
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
      if let (first, second) = try windows(at: time, lag: lag(middle)) {
        lags.add(first, second, at: middle, by: correlation)
      }
    }
    return lags
  }

  /// A window of the song, and one of the clip that lies a lag later; `nil` where one of them ends before.
  func windows(at time: Int, lag: Int) throws -> ([Float], [Float])? {
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
      if let (first, second) = try windows(at: time, lag: whole) {
        response.add(first, second, rest: lag - Double(whole))
      }
    }
    return response
  }

  /// Where windows of the song start that lie beside the clip: half overlapping, or evenly spread if that were too many.
  func times(of place: SyncPlace, atMost most: Int) -> [Int] {
    starts(in: shared(by: place), atMost: most)
  }

  /// The samples of the song that lie beside the clip.
  func shared(by place: SyncPlace) -> Range<Int> {
    let lag = Int(place.line.lag.rounded())
    let start = max(0, -lag)
    return start..<max(start, min(song.samples.count, clip.samples.count - lag))
  }

  /// Where windows start that lie within a span, in samples: half overlapping, or evenly spread if that were too many.
  func starts(in span: Range<Int>, atMost most: Int) -> [Int] {
    let room = span.count - Self.length
    guard room >= 0 else { return [] }
    let count = max(1, min(most, room / (Self.length / 2) + 1))
    return (0..<count).map { span.lowerBound + room * $0 / max(1, count - 1) }
  }
}
