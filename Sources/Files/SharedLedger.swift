import StageKit
import Synchronization

/// Notes by name in a folder with more than one writer: one ledger that runs add to in turn, and one for each attempt at a
/// part of a library, which nobody else adds to. So attempts need no lock, whatever file system they share.
///
/// A run reads all of them. An attempt reads the runs' ledger and those of its own part, as the others may be large.
public final class SharedLedger: Sendable {
  private let own: Ledger
  private let folder: String
  private let name: String
  private let attempt: Attempt?
  /// The ledgers of others that are read at once, the newest first.
  private let near = Mutex<[(path: String, ledger: Ledger)]>([])
  /// Those of the other parts, once somebody has asked for them.
  private let far = Mutex<[Ledger]?>(nil)

  /// Opens the ledgers of a name.
  ///
  /// - Parameters:
  ///   - folder: Where they lie: the runs' own there, the attempts' below `shards`.
  ///   - attempt: The attempt that this process is; `nil` for a run.
  public init(in folder: String, named name: String, attempt: Attempt? = nil) {
    self.folder = folder
    self.name = name
    self.attempt = attempt
    own = Ledger(
      path: attempt.map { "\(Self.folder(of: $0.part, in: folder))/\($0.id).\(name)" } ?? "\(folder)/\(name)")
    if attempt == nil {
      near.withLock { $0 = Self.ledgers(of: Self.parts(in: folder), in: folder, named: name) }
    } else {
      near.withLock { $0 = [("\(folder)/\(name)", Ledger(path: "\(folder)/\(name)"))] }
      refresh()
    }
  }

  /// Where attempts at a part have their files.
  public static func folder(of part: String, in folder: String) -> String { "\(folder)/shards/\(part)" }

  /// What was last noted under a name by whoever noted something, this process first; `nil` if nobody did.
  public subscript(name: String) -> String? {
    own[name] ?? near.withLock { $0.lazy.compactMap { $0.ledger[name] }.first }
  }

  /// All that was noted under a name, each writer's last note: this process's first, then the newest.
  public func all(_ name: String) -> [String] {
    ([own[name]] + near.withLock { $0.map { $0.ledger[name] } }).compactMap(\.self)
  }

  /// The names under which whoever noted something, in order and each once.
  ///
  /// - Parameter isWanted: Tells which; it must not use the ledger.
  public func names(where isWanted: (String) -> Bool) -> [String] {
    let others = near.withLock { near in near.flatMap { $0.ledger.names(where: isWanted) } }
    return Set(own.names(where: isWanted) + others).sorted()
  }

  /// What attempts at other parts have noted under a name, which takes reading all of theirs once.
  public func elsewhere(_ name: String) -> [String] {
    guard let attempt else { return [] }
    return far.withLock { far in
      let ledgers =
        far
        ?? Self.ledgers(of: Self.parts(in: folder).filter { $0 != attempt.part }, in: folder, named: self.name)
        .map(\.ledger)
      far = ledgers
      return ledgers.compactMap { $0[name] }
    }
  }

  /// Notes something under names, in order.
  ///
  /// - Parameter isLasting: Whether to wait until the notes are on the disk, and outlive a power cut.
  /// - Throws: ``Failure`` if the file cannot be written.
  public func note(_ notes: [(name: String, note: String)], isLasting: Bool = false) throws(Failure) {
    try own.note(notes, isLasting: isLasting)
  }

  /// Reads what has been noted since by runs, or by attempts at the same part.
  public func refresh() {
    own.refresh()
    guard let attempt else { return }
    near.withLock { near in
      let known = Set(near.map(\.path))
      for other in near { other.ledger.refresh() }
      let paths = Self.paths(of: attempt.part, in: folder, named: name)
      let new = paths.filter { !known.contains($0) && !$0.hasSuffix("/\(attempt.id).\(name)") }
      near = new.map { ($0, Ledger(path: $0)) } + near
    }
  }

  /// Forgets what is out of date in the runs' ledger; the caller holds its folder's lock.
  public func compact() { own.compact() }

  private static func parts(in folder: String) -> [String] { FileTree.names(in: "\(folder)/shards").sorted() }

  /// The ledgers of the attempts at a part, the newest first: their names begin with the time.
  private static func paths(of part: String, in folder: String, named name: String) -> [String] {
    let own = Self.folder(of: part, in: folder)
    return FileTree.names(in: own).filter { $0.hasSuffix(".\(name)") }.sorted(by: >).map { "\(own)/\($0)" }
  }

  private static func ledgers(
    of parts: [String], in folder: String, named name: String
  ) -> [(path: String, ledger: Ledger)] {
    parts.flatMap { paths(of: $0, in: folder, named: name) }.map { ($0, Ledger(path: $0)) }
  }
}
