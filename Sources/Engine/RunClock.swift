import Glibc
import StageKit

/// When a run is, and what tells it from others.
public enum RunClock {
  /// Seconds since 1970.
  public static var now: Int { time(nil) }

  /// A new id: the time in UTC, and what tells apart runs of one second.
  public static func newID() -> String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func two(_ number: Int32) -> String { number.padded(to: 2) }
    let date = "\(parts.tm_year + 1900)\(two(parts.tm_mon + 1))\(two(parts.tm_mday))"
    let clock = "\(two(parts.tm_hour))\(two(parts.tm_min))\(two(parts.tm_sec))"
    return "\(date)T\(clock)Z-\(UInt16.random(in: 0...UInt16.max).padded(to: 4, radix: 16))"
  }
}
