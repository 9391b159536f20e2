import StageKit

/// A frame's address as editors write it: `HH:MM:SS:FF`, or `HH:MM:SS;FF` for drop-frame. Source: SMPTE ST 12-1.
public struct Timecode: Sendable, Hashable, Codable {
  /// The rate that it counts at.
  public let rate: FrameRate
  /// The frames since 00:00:00:00, from 0 to below ``framesPerDay(at:)``.
  public let frame: Int

  /// The timecode of a frame; it starts again after 24 hours, and a negative frame counts back from midnight.
  public init(frame: Int, rate: FrameRate) {
    let day = Self.framesPerDay(at: rate)
    self.rate = rate
    self.frame = ((frame % day) + day) % day
  }

  /// Where timelines start by the custom of editors: 01:00:00:00.
  public static func firstHour(at rate: FrameRate) -> Timecode {
    Timecode(frame: framesPerDay(at: rate) / 24, rate: rate)
  }

  /// The frames of 24 hours of timecode: 2,592,000 at 29.97, and 2,589,408 with drop-frame.
  public static func framesPerDay(at rate: FrameRate) -> Int {
    24 * 6 * framesPerTenMinutes(at: rate)
  }

  /// Drop-frame repeats every ten minutes: nine of them leave out numbers.
  static func framesPerTenMinutes(at rate: FrameRate) -> Int {
    600 * rate.nominal - 9 * rate.droppedPerMinute
  }
}

extension Timecode: CustomStringConvertible {
  /// `HH:MM:SS:FF`, with `;` before the frames for drop-frame.
  public var description: String {
    let tens = frame / Self.framesPerTenMinutes(at: rate)
    let rest = frame % Self.framesPerTenMinutes(at: rate)
    let dropped = rate.droppedPerMinute
    // The first of ten minutes is whole; each of the nine others starts by leaving out its numbers.
    let shortMinute = 60 * rate.nominal - dropped
    let minutesBegun = (rest - dropped) / shortMinute
    let number = frame + dropped * (9 * tens + minutesBegun)

    let seconds = number / rate.nominal
    let fields = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0.padded(to: 2) }.joined(separator: ":")
    return fields + (rate.isDropFrame ? ";" : ":") + (number % rate.nominal).padded(to: 2)
  }
}
