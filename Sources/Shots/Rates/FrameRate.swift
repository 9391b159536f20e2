import StageKit

/// Frames per second as an exact rational, with its way of counting timecode.
///
/// The words are those of the field; none of them is ever used as a decimal. Source: SMPTE ST 12-1.
public enum FrameRate: String, Choice, Hashable, Codable {
  /// Film for NTSC television: 24000/1001, counted as 24.
  case film = "23.976"
  /// Film.
  case fps24 = "24"
  /// PAL television.
  case fps25 = "25"
  /// NTSC television, 30000/1001, counted as 30: the timecode falls behind the clock by 3.6 s an hour.
  case ntsc = "29.97"
  /// NTSC television, 30000/1001, with drop-frame timecode that keeps up with the clock.
  case ntscDrop = "29.97df"
  /// 30 exactly.
  case fps30 = "30"
  /// PAL at double rate.
  case fps50 = "50"
  /// NTSC at double rate, 60000/1001, counted as 60.
  case ntscDouble = "59.94"
  /// NTSC at double rate, 60000/1001, with drop-frame timecode.
  case ntscDoubleDrop = "59.94df"
  /// 60 exactly.
  case fps60 = "60"

  /// Frames in ``denominator`` seconds.
  public var numerator: Int { denominator == 1 ? nominal : nominal * 1000 }

  /// 1001 for the NTSC rates, else 1.
  public var denominator: Int {
    switch self {
    case .film, .ntsc, .ntscDrop, .ntscDouble, .ntscDoubleDrop: 1001
    case .fps24, .fps25, .fps30, .fps50, .fps60: 1
    }
  }

  /// The base of the timecode: frame numbers in one of its seconds.
  public var nominal: Int {
    switch self {
    case .film, .fps24: 24
    case .fps25: 25
    case .ntsc, .ntscDrop, .fps30: 30
    case .fps50: 50
    case .ntscDouble, .ntscDoubleDrop, .fps60: 60
    }
  }

  /// Whether timecode leaves out numbers to keep up with the clock, and is written with `;` before the frames.
  public var isDropFrame: Bool { droppedPerMinute > 0 }

  /// Timecode numbers left out at each minute that is not a tenth: 2 at 29.97, 4 at 59.94, else 0.
  var droppedPerMinute: Int {
    switch self {
    case .ntscDrop: 2
    case .ntscDoubleDrop: 4
    case .film, .fps24, .fps25, .ntsc, .fps30, .fps50, .ntscDouble, .fps60: 0
    }
  }
}
