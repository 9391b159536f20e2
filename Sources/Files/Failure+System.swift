import Glibc
import StageKit

extension Failure {
  /// What a disk or a network says that may give or take the same bytes later.
  private static let passing = [EIO, ESTALE, ETIMEDOUT, ENOTCONN, EHOSTDOWN, EMFILE, ENFILE, ENOMEM]

  /// Why a path cannot be read, from the system's number.
  public static func reading(_ path: String, _ code: Int32) -> Failure {
    let isRepaired = path.unicodeScalars.contains("\u{FFFD}")
    return Failure(
      "\(path): cannot read: \(String(cString: strerror(code)))",
      remedy: isRepaired ? "its name is not UTF-8: rename it" : "", mayPass: passing.contains(code))
  }

  /// Why a path cannot be written to, from the system's number; no room, and a disk that takes no more, end a run. Where a
  /// folder that was there is gone, its disk may be back later.
  public static func writing(_ path: String, _ code: Int32) -> Failure {
    let endsRun = [ENOSPC, EDQUOT, EROFS, EIO].contains(code)
    return Failure(
      "\(path): cannot write: \(String(cString: strerror(code)))",
      remedy: endsRun ? "make room, or choose another folder with -o, and run again" : "", endsRun: endsRun,
      mayPass: code == ENOENT || passing.contains(code))
  }
}
