import StageKit

/// The frames of one track: where its cuts can be.
struct FrameGrid {
  let rate: FrameRate
  /// The track's length in seconds.
  let duration: Double
  /// The track's whole frames.
  let frames: Int

  init(rate: FrameRate, duration: Double) {
    self.rate = rate
    self.duration = duration
    frames = rate.frame(flooring: duration)
  }

  /// The frame nearest to a time within the track; the end for a time that only the floored last frame holds.
  func frame(of time: Double) -> Int {
    min(rate.frame(rounding: time), frames)
  }

  /// Whether a shot must go to a neighbour: it is shorter than a frame, or rounding leaves it none.
  func isTooShort(_ shot: TimedShot) -> Bool {
    // Times that come from frames may miss a frame's length by their own rounding.
    frame(of: shot.end) <= frame(of: shot.start) || length(of: shot.seconds) < 1 - 1e-6
  }

  /// The shots with one time for each cut, from 0 to the duration.
  ///
  /// - Throws: ``Failure`` unless the shots cover the track in order, to within a frame.
  func joined(_ shots: [TimedShot]) throws(Failure) -> [TimedShot] {
    guard duration > 0, duration <= FrameRate.longest else {
      throw Failure("a track of \(duration) s has no shots; its length must be above 0 and at most 1e9 s")
    }
    guard frames > 0 else {
      throw Failure("the track's \(duration) s are shorter than one frame at \(rate.rawValue)")
    }
    guard !shots.isEmpty else { throw Failure("there are no shots for \(duration) s of music") }
    var joined = shots
    let starts = [0] + shots.dropFirst().map(\.start) + [duration]
    for (index, shot) in shots.enumerated() {
      let (start, end) = (starts[index], starts[index + 1])
      guard length(of: abs(shot.start - start)) < 1, length(of: abs(shot.end - end)) < 1, start <= end else {
        throw Failure(
          "shot \(index + 1) (\(shot.type)) from \(shot.start) s to \(shot.end) s should last from \(start) s to \(end) s",
          remedy: "shots cover the track in order, without gaps or overlaps")
      }
      joined[index].start = start
      joined[index].end = end
    }
    return joined
  }

  private func length(of seconds: Double) -> Double {
    seconds * Double(rate.numerator) / Double(rate.denominator)
  }
}
