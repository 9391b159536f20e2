import Files
import StageKit

/// The checkpoints of one task in a store: found again by whoever does the same task.
public struct StoredCheckpoints: Checkpoints {
  private let store: Store
  private let task: Digest

  /// The checkpoints of a task.
  public init(of task: Digest, in store: Store) {
    self.store = store
    self.task = task
  }

  /// The bytes last written under a name; `nil` if there are none, or they are damaged.
  public func bytes(of name: String) -> [UInt8]? {
    let key = key(of: name)
    store.use(key)
    return try? store.object(key)?.all()
  }

  /// Writes bytes under a name, whole or not at all.
  ///
  /// - Throws: ``Failure`` if the name is no word, or the disk takes no more.
  public func write(_ bytes: [UInt8], as name: String) throws(Failure) {
    guard name.wholeMatch(of: /[A-Za-z0-9._\-]{1,64}/) != nil else {
      throw Failure(
        "cannot write a checkpoint under the name '\(name)', which is a fault of the stage",
        remedy: "up to 64 letters, digits, '.', '_' and '-' of ASCII make a name")
    }
    let key = key(of: name)
    store.use(key)
    do {
      try store.write(to: store.place(of: key)) { try $0.write(bytes) }
    } catch {
      throw (error as? Failure) ?? Failure("\(error)")
    }
  }

  private func key(of name: String) -> Digest { ContentHash.key(["checkpoint", task.hex, name]) }
}
