extension FrameRate {
  /// Times beyond this, in seconds, are taken as this: over thirty years, and all frame arithmetic stays exact.
  static let longest = 1e9

  /// When a frame starts, in seconds: the double nearest to frame x denominator / numerator.
  public func seconds(ofFrame frame: Int) -> Double {
    seconds(ofHalfFrames: 2 * Double(frame))
  }

  /// The frame whose start is nearest to a time: floor(t x rate + 1/2).
  ///
  /// A time on the border of two frames goes to the later one. A border counts as reached by the double nearest to it,
  /// so that 0.3 s at 25 is 7.5 frames and gives 8, though the double 0.3 is a little less than 3/10.
  ///
  /// - Parameter seconds: From 0 to 1e9; others are taken as the nearer end, and what is not a number as 0.
  public func frame(rounding seconds: Double) -> Int {
    lastFrame(atOrBefore: seconds, early: 1)
  }

  /// The frame that is on screen at a time: floor(t x rate).
  ///
  /// The double nearest to a frame's start belongs to that frame: `frame(flooring: seconds(ofFrame: n))` is `n`.
  ///
  /// - Parameter seconds: From 0 to 1e9; others are taken as the nearer end, and what is not a number as 0.
  public func frame(flooring seconds: Double) -> Int {
    lastFrame(atOrBefore: seconds, early: 0)
  }

  /// How many whole frames are as long as a length in seconds or longer, at least 1.
  ///
  /// - Parameter seconds: From 0 to 1e9. Less than a billionth above whole frames is the rounding of a decimal number.
  public func frames(atLeast seconds: Double) -> Int {
    frame(flooring: seconds - 1e-9) + 1
  }

  /// The last frame that, were it to start some half frames early, would start at a time or before.
  private func lastFrame(atOrBefore time: Double, early: Double) -> Int {
    let time = time > 0 ? min(time, Self.longest) : 0
    func isReached(_ frame: Double) -> Bool { seconds(ofHalfFrames: 2 * frame - early) <= time }
    // The product's rounding can miss the frame by one on either side.
    var frame = ((time * Double(2 * numerator) / Double(denominator) + early) / 2).rounded(.down)
    if isReached(frame + 1) { frame += 1 }
    if !isReached(frame) { frame -= 1 }
    return Int(frame)
  }

  /// One division of two whole numbers below 2^53, and so the nearest double.
  private func seconds(ofHalfFrames count: Double) -> Double {
    count * Double(denominator) / Double(2 * numerator)
  }
}
