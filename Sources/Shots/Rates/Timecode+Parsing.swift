import StageKit

/// A timecode as it is written, before a rate gives it a frame: `HH:MM:SS:FF`, or `HH:MM:SS;FF` for drop-frame. Some
/// programs write a drop-frame timecode with `;` everywhere.
public struct WrittenTimecode: Sendable, Hashable, CustomStringConvertible {
  /// From 0 to 99 each; a rate says which of them there are.
  let hours, minutes, seconds, frames: Int
  /// Whether `;` stands before the frames.
  public let isDropFrame: Bool

  /// Reads a timecode; `nil` for another form.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    let (colon, semicolon) = (UInt8(ascii: ":"), UInt8(ascii: ";"))
    let isDropFrame = bytes.count == 11 && bytes[8] == semicolon
    let separator = isDropFrame && bytes[2] == semicolon ? semicolon : colon
    guard bytes.count == 11, bytes[2] == separator, bytes[5] == separator, isDropFrame || bytes[8] == colon,
      let hours = Self.number(bytes[0], bytes[1]), let minutes = Self.number(bytes[3], bytes[4]),
      let seconds = Self.number(bytes[6], bytes[7]), let frames = Self.number(bytes[9], bytes[10])
    else { return nil }
    (self.hours, self.minutes, self.seconds, self.frames) = (hours, minutes, seconds, frames)
    self.isDropFrame = isDropFrame
  }

  private static func number(_ tens: UInt8, _ ones: UInt8) -> Int? {
    let zero = UInt8(ascii: "0")
    guard (zero...zero + 9).contains(tens), (zero...zero + 9).contains(ones) else { return nil }
    return 10 * Int(tens - zero) + Int(ones - zero)
  }

  /// The timecode as it was written.
  public var description: String {
    "\(hours.padded(to: 2)):\(minutes.padded(to: 2)):\(seconds.padded(to: 2))"
      + "\(isDropFrame ? ";" : ":")\(frames.padded(to: 2))"
  }
}

extension Timecode {
  /// Reads `HH:MM:SS:FF`, or `HH:MM:SS;FF` at a drop-frame rate.
  ///
  /// - Throws: ``Failure`` for another form, and as ``init(_:rate:)-(WrittenTimecode,_)`` does.
  public init(_ text: String, rate: FrameRate) throws(Failure) {
    guard let written = WrittenTimecode(text) else {
      throw Failure("'\(text)' is no timecode", remedy: "write HH:MM:SS:FF, or HH:MM:SS;FF for drop-frame")
    }
    try self.init(written, rate: rate)
  }

  /// What is written, at a rate.
  ///
  /// - Throws: ``Failure`` for a field out of range, the other kind's separator, or a number that drop-frame leaves out.
  public init(_ written: WrittenTimecode, rate: FrameRate) throws(Failure) {
    guard written.isDropFrame == rate.isDropFrame else {
      throw Failure(
        "the timecode '\(written)' does not fit the rate \(rate.rawValue)",
        remedy: "drop-frame rates have ';' before the frames, others ':'")
    }
    for (field, number, count) in [
      ("hours", written.hours, 24), ("minutes", written.minutes, 60), ("seconds", written.seconds, 60),
      ("frames", written.frames, rate.nominal),
    ] where number >= count {
      throw Failure(
        "the timecode '\(written)' is out of range", remedy: "\(field) go up to \(count - 1) at \(rate.rawValue)")
    }
    let minutes = 60 * written.hours + written.minutes
    let dropped = rate.droppedPerMinute
    guard written.seconds > 0 || minutes % 10 == 0 || written.frames >= dropped else {
      throw Failure(
        "the timecode '\(written)' does not exist: drop-frame leaves out the first \(dropped) numbers of this minute")
    }
    let number = (60 * minutes + written.seconds) * rate.nominal + written.frames
    self.init(frame: number - dropped * (minutes - minutes / 10), rate: rate)
  }
}
