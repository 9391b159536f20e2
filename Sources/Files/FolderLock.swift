import Glibc
import StageKit

/// A lock file that runs hold while they do what others must not see half done, or to show that they are alive.
///
/// The kernel lets go of it when the process ends, however it ends.
public final class FolderLock: Sendable {
  private let descriptor: Int32

  /// How often waiting looks again, in microseconds.
  private static let glance: UInt32 = 20_000
  /// How many glances a wait has before it is told.
  private static let patience = 50

  /// What a file system without locks says, such as NFS where no daemon keeps them.
  private static let missing = [ENOLCK, ENOSYS, EOPNOTSUPP]

  /// Waits for the lock, and holds it as long as this object lives.
  ///
  /// - Parameters:
  ///   - isShared: Whether others may hold it too, if they share it.
  ///   - isVital: Whether nothing may be done without it. Else nobody waits where the file system has no locks: files get
  ///     their names whole there as well.
  ///   - tell: Is called once if the wait takes longer than a second.
  /// - Throws: ``Failure`` if the file cannot be opened, `CancellationError` if the task is cancelled while it waits.
  public init(waitingFor path: String, isShared: Bool = false, isVital: Bool = false, tell: () -> Void = {}) throws {
    descriptor = Self.open(path)
    guard descriptor >= 0 else { throw Failure.writing(path, errno) }
    var glances = 0
    while flock(descriptor, (isShared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
      if !isVital, Self.missing.contains(errno) { return }
      guard errno == EINTR || errno == EWOULDBLOCK else { throw Failure.writing(path, errno) }
      try Task.checkCancellation()
      usleep(Self.glance)
      glances += 1
      if glances == Self.patience { tell() }
    }
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
