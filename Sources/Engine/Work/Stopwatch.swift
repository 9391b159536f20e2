/// Times the steps of a track's work.
struct Stopwatch {
  private(set) var timings: [TrackReport.Timing] = []

  /// Does a step and notes how long it took, also if it throws.
  mutating func time<Result>(_ step: String, _ work: () throws -> Result) rethrows -> Result {
    let start = ContinuousClock.now
    defer {
      let elapsed = ContinuousClock.now - start
      timings.append(TrackReport.Timing(step: step, seconds: (elapsed / .milliseconds(1)).rounded() / 1000))
    }
    return try work()
  }
}
