import StageKit
import Synchronization

/// Files in memory; after a number of writes every further one fails, as if the run had been killed.
final class MemoryFiles: Checkpoints {
  private let files = Mutex<[String: [UInt8]]>([:])
  private let writes = Mutex(0)
  private let limit: Int

  init(limit: Int = .max) {
    self.limit = limit
  }

  init(copyOf other: MemoryFiles) {
    limit = .max
    let content = other.files.withLock { $0 }
    files.withLock { $0 = content }
  }

  func bytes(of name: String) -> [UInt8]? { files.withLock { $0[name] } }

  func write(_ bytes: [UInt8], as name: String) throws(Failure) {
    let isOver = writes.withLock { count in
      count += 1
      return count > limit
    }
    guard !isOver else { throw Failure("killed") }
    files.withLock { $0[name] = bytes }
  }
}
