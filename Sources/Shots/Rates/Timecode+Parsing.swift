import StageKit

extension Timecode {
  /// Reads `HH:MM:SS:FF`, or `HH:MM:SS;FF` at a drop-frame rate.
  ///
  /// - Throws: ``Failure`` for another form, a field out of range, the other kind's separator, or a number that
  ///   drop-frame leaves out.
  public init(_ text: String, rate: FrameRate) throws(Failure) {
    guard let (fields, isDropFrame) = Self.fields(of: text) else {
      throw Failure("'\(text)' is no timecode", remedy: "write HH:MM:SS:FF, or HH:MM:SS;FF for drop-frame")
    }
    guard isDropFrame == rate.isDropFrame else {
      throw Failure(
        "the timecode '\(text)' does not fit the rate \(rate.rawValue)",
        remedy: "drop-frame rates have ';' before the frames, others ':'")
    }
    let limits = [24, 60, 60, rate.nominal]
    guard zip(fields, limits).allSatisfy({ $0 < $1 }) else {
      throw Failure(
        "the timecode '\(text)' is out of range",
        remedy: "the last one at \(rate.rawValue) is \(Self(frame: -1, rate: rate))")
    }
    let minutes = 60 * fields[0] + fields[1]
    let dropped = rate.droppedPerMinute
    guard fields[2] > 0 || minutes % 10 == 0 || fields[3] >= dropped else {
      throw Failure(
        "the timecode '\(text)' does not exist: drop-frame leaves out the first \(dropped) numbers of this minute")
    }
    let number = (60 * minutes + fields[2]) * rate.nominal + fields[3]
    self.init(frame: number - dropped * (minutes - minutes / 10), rate: rate)
  }

  /// Hours, minutes, seconds and frames, and whether `;` stands before the frames; `nil` if the form is another one.
  private static func fields(of text: String) -> (fields: [Int], isDropFrame: Bool)? {
    let bytes = Array(text.utf8)
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let (colon, semicolon) = (UInt8(ascii: ":"), UInt8(ascii: ";"))
    guard bytes.count == 11, bytes[2] == colon, bytes[5] == colon, bytes[8] == colon || bytes[8] == semicolon else {
      return nil
    }
    var fields: [Int] = []
    for place in stride(from: 0, to: bytes.count, by: 3) {
      guard digits.contains(bytes[place]), digits.contains(bytes[place + 1]) else { return nil }
      fields.append(10 * Int(bytes[place] - digits.lowerBound) + Int(bytes[place + 1] - digits.lowerBound))
    }
    return (fields, bytes[8] == semicolon)
  }
}
