import StageKit

extension Timecode {
  /// Reads `HH:MM:SS:FF`, or `HH:MM:SS;FF` at a drop-frame rate.
  ///
  /// - Throws: ``StageFailure`` for another form, a field out of range, the other kind's separator, or a number that
  ///   drop-frame leaves out.
  public init(_ text: String, rate: FrameRate) throws(StageFailure) {
    guard let match = text.wholeMatch(of: /([0-9]{2}):([0-9]{2}):([0-9]{2})([:;])([0-9]{2})/) else {
      throw StageFailure("'\(text)' is no timecode", remedy: "write HH:MM:SS:FF, or HH:MM:SS;FF for drop-frame")
    }
    guard (match.4 == ";") == rate.isDropFrame else {
      throw StageFailure(
        "the timecode '\(text)' does not fit the rate \(rate.rawValue)",
        remedy: "drop-frame rates have ';' before the frames, others ':'")
    }
    let fields = [match.1, match.2, match.3, match.5].compactMap { Int($0) }
    let limits = [24, 60, 60, rate.nominal]
    guard zip(fields, limits).allSatisfy({ $0 < $1 }) else {
      throw StageFailure(
        "the timecode '\(text)' is out of range",
        remedy: "the last one at \(rate.rawValue) is \(Self(frame: -1, rate: rate))")
    }
    let minutes = 60 * fields[0] + fields[1]
    let dropped = rate.droppedPerMinute
    guard fields[2] > 0 || minutes % 10 == 0 || fields[3] >= dropped else {
      throw StageFailure(
        "the timecode '\(text)' does not exist: drop-frame leaves out the first \(dropped) numbers of this minute")
    }
    let number = (60 * minutes + fields[2]) * rate.nominal + fields[3]
    self.init(frame: number - dropped * (minutes - minutes / 10), rate: rate)
  }
}
