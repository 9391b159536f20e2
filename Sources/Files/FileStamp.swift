import Glibc
import StageKit

/// What the system says of a file without reading it: as long as it stays the same, so does the content.
public struct FileStamp: Sendable, Hashable {
  /// Which file it is, whatever it is called.
  public struct Place: Sendable, Hashable {
    /// The disk, or what is mounted there.
    public let device: UInt64
    let inode: UInt64
  }

  /// Which file it is.
  public let place: Place
  /// Size in bytes.
  public let size: Int
  /// When the content was last written, in nanoseconds since 1970.
  public let modified: Int
  /// When anything of the file was last changed, in nanoseconds since 1970.
  public let changed: Int

  /// The stamp of what lies at a path, through links; `nil` if nothing does.
  public init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// A stamp of what the system said.
  init(_ status: stat) {
    place = Place(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    size = Int(status.st_size)
    modified = Self.nanoseconds(status.st_mtim)
    changed = Self.nanoseconds(status.st_ctim)
  }

  /// The stamp as a word, for notes.
  public var text: String {
    [size, modified, changed, Int(truncatingIfNeeded: place.inode)].map { String($0, radix: 36) }.joined(separator: ".")
      + "." + String(place.device, radix: 36)
  }

  /// Whether the file was last changed long enough ago that a later change would have another stamp.
  public var isSettled: Bool { isSettled(before: .now) }

  /// Whether the file was last changed so long before a moment that a change since then would have another stamp.
  public func isSettled(before moment: Moment) -> Bool {
    // File systems count in steps of up to 2 s.
    max(modified, changed) < moment.nanoseconds - 2_000_000_000
  }

  /// A time by the clock that files are stamped with.
  public struct Moment: Sendable {
    fileprivate let nanoseconds: Int

    /// This moment.
    public static var now: Moment {
      var now = timespec()
      clock_gettime(CLOCK_REALTIME, &now)
      return Moment(nanoseconds: FileStamp.nanoseconds(now))
    }
  }

  fileprivate static func nanoseconds(_ time: timespec) -> Int { time.tv_sec * 1_000_000_000 + time.tv_nsec }
}
