import Files
import Synchronization

/// What all talks with plugins share on this side.
final class HostSide: Sendable {
  /// This program's version, which plugins are told.
  let version: String
  /// Where all goes that plugins write to standard error.
  let log: OutputFile?
  private let tell: @Sendable (String) -> Void
  private let told = Mutex<Set<String>>([])

  /// - Parameter tell: Takes what plugins warn of when they are at work on no track: sentences.
  init(version: String = "", log: OutputFile? = nil, tell: @escaping @Sendable (String) -> Void = { _ in }) {
    self.version = version
    self.log = log
    self.tell = tell
  }

  /// Hands a warning on, once: each process of a plugin may say the same.
  func warn(_ sentence: String) {
    if told.withLock({ $0.insert(sentence).inserted }) { tell(sentence) }
  }
}
