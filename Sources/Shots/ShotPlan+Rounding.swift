import StageKit

extension ShotPlan {
  /// A plan of shots in seconds, rounded to frames once.
  ///
  /// Each cut goes to the frame floor(t x rate + 1/2), each shot ends where the next one starts, and the last end is
  /// floored, because editors refuse clips that run past their media. A shot shorter than a frame, or one that the
  /// rounding leaves without a frame, first goes to its longer neighbour (to an unlocked one before a locked one, and to
  /// the earlier one of equals). Shots of one type that meet in this way become one.
  ///
  /// - Parameters:
  ///   - timed: Shots that cover the track; gaps and overlaps below a frame are closed at the later shot's start.
  ///   - duration: The track's length in seconds, up to 1e9.
  ///   - start: The frame number of the first frame's timecode; that of 01:00:00:00 if `nil`.
  ///   - types: The vocabulary; the types that the shots have, in order of their first use, if `nil`.
  /// - Throws: ``Failure`` if the shots do not cover the track in order, the track is shorter than a frame, or
  ///   ``init(_:rate:start:types:)`` refuses the result.
  public init(
    rounding timed: [TimedShot], duration: Double, rate: FrameRate, start: Int? = nil, types: [String]? = nil
  ) throws(Failure) {
    let grid = FrameGrid(rate: rate, duration: duration)
    let merged = ShotMerger.merge(try grid.joined(timed), on: grid)
    let ends = merged.dropFirst().map { grid.frame(of: $0.start) } + [grid.frames]
    let shots = zip(merged, ends).map { shot, end in
      Shot(
        inFrame: grid.frame(of: shot.start), outFrame: end, type: shot.type, probability: shot.probability,
        runnerUp: shot.runnerUp, reason: shot.reason, isLocked: shot.isLocked)
    }
    try self.init(shots, rate: rate, start: start, types: types)
  }
}
