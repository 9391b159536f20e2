import Files
import FoundationEssentials
import Glibc
import StageKit
import Synchronization

/// Artifacts by the key of the task that made them, in a folder that runs and processes may share.
///
/// A key stands for all that a task's results depend on, so an object is never stale, only unused: whoever collects goes
/// by what runs have used (``Manifest``). Each object has a checksum; one that is damaged counts as missing and is made
/// again. An object is written whole or not at all, and nobody waits for the disk: what a crash takes is made again.
public final class Store: Sendable {
  /// The folder.
  public let path: String
  /// Hashes of songs, by path, as long as the system says that the file is the same.
  public let hashes: SharedLedger
  /// What is known of songs once they were decoded, by the key of their sound.
  public let sounds: SharedLedger

  private let used = Mutex<Set<Digest>>([])
  /// Held while objects are used, so that nobody collects them meanwhile.
  private let lock: FolderLock?
  /// What names of files that are being written begin with.
  private let draftPrefix: String

  /// Opens a store for a run. Nothing is written unless `isReadOnly` is false.
  ///
  /// - Parameters:
  ///   - isReadOnly: Whether the store is only looked at, and may be missing.
  ///   - attempt: The attempt at a part of a library that this process is. It takes no lock, so nobody may collect the
  ///     store meanwhile.
  ///   - tell: Is called if another process collects, and this one has to wait.
  /// - Throws: ``Failure`` if the folder cannot be made, `CancellationError` if the task is cancelled while it waits.
  public init(path: String, isReadOnly: Bool = false, attempt: Attempt? = nil, tell: () -> Void = {}) throws {
    self.path = path
    draftPrefix = "\(path)/temporary/\(attempt.map { "attempts/\($0.id)-" } ?? "")"
    if attempt != nil {
      try FileTree.makeFolder("\(path)/temporary/attempts")
      StaleFiles.remove(in: "\(path)/temporary/attempts")
      lock = nil
    } else if !isReadOnly {
      try FileTree.makeFolder("\(path)/temporary")
      Self.removeTemporaries(of: path)
      lock = try FolderLock(waitingFor: "\(path)/use", isShared: true, tell: tell)
    } else {
      lock = nil
    }
    hashes = SharedLedger(in: path, named: "hashes", attempt: attempt)
    sounds = SharedLedger(in: path, named: "sounds", attempt: attempt)
  }

  /// What a task gave; `nil` if the store has nothing whole of it.
  public func task(_ key: Digest) -> StoredTask? {
    _ = used.withLock { $0.insert(key) }
    return Self.task(at: place(of: key))
  }

  private static func task(at place: String) -> StoredTask? {
    ObjectFile.content(of: place).flatMap { try? StoredTask($0, again: { task(at: place) }) }
  }

  /// Stores what a task gave.
  ///
  /// - Parameter outputs: What each port gave; `nil` for nothing.
  /// - Throws: ``Failure`` if the disk takes no more, or what reading rows throws.
  public func put(
    _ key: Digest, _ outputs: [(port: String, type: ArtifactType, artifact: (any Artifact)?)], warnings: [String]
  ) throws {
    _ = used.withLock { $0.insert(key) }
    try write(to: place(of: key)) { sink in
      try StoredTask.write(outputs.sorted { $0.port < $1.port }, warnings: warnings, to: &sink)
    }
  }

  /// Notes that a task's results are of use, though this run did not look at them.
  public func use(_ key: Digest) { _ = used.withLock { $0.insert(key) } }

  /// The keys that have been asked for, or stored.
  public var usedKeys: Set<Digest> { used.withLock { $0 } }

  /// Where the object of a key is.
  func place(of key: Digest) -> String { Self.place(of: key, in: path) }

  static func place(of key: Digest, in path: String) -> String {
    let name = key.hex
    return "\(path)/\(name.prefix(2))/\(name.dropFirst(2))"
  }

  /// An object's bytes behind its head; `nil` if there is none, or it is damaged.
  func object(_ key: Digest) -> (any ByteSource)? { ObjectFile.content(of: place(of: key)) }

  /// Writes a file whole or not at all.
  func write(to place: String, _ body: (inout any ByteSink) throws -> Void) throws {
    let draft = "\(draftPrefix)\(UUID().uuidString)"
    do {
      try ObjectFile.write(to: draft, body)
      if rename(draft, place) != 0 {
        try FileTree.makeFolder(FileTree.folder(of: place))
        guard rename(draft, place) == 0 else { throw Failure.writing(place, errno) }
      }
    } catch {
      unlink(draft)
      throw error
    }
  }

  /// Removes what killed processes left, unless another one is at work.
  private static func removeTemporaries(of path: String) {
    guard let alone = FolderLock(ifFree: "\(path)/use") else { return }
    withExtendedLifetime(alone) {
      for name in FileTree.names(in: "\(path)/temporary") { unlink("\(path)/temporary/\(name)") }
    }
  }
}
