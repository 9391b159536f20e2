import Glibc
import StageKit

/// A lock file that runs hold while they do what others must not see half done, or to show that they are alive.
///
/// The kernel lets go of it when the process ends, however it ends.
public final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Waits for the lock, and holds it as long as this object lives.
  ///
  /// - Throws: ``Failure`` if the file cannot be opened.
  public init(waitingFor path: String) throws(Failure) {
    descriptor = Self.open(path)
    guard descriptor >= 0 else {
      throw Failure("\(path): cannot write: \(String(cString: strerror(errno)))", remedy: "choose another with -o")
    }
    while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
  }

  /// Takes the lock if nobody holds it.
  public init?(ifFree path: String) {
    descriptor = Self.open(path)
    guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  private static func open(_ path: String) -> Int32 {
    Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
  }
}
