import Files
import Glibc
import StageKit

/// A store as its owner sees it: what is in it, what uses it, and what may go.
public struct StoreFolder: Sendable {
  /// What a store holds.
  public struct Contents: Sendable {
    /// A run whose manifest is kept.
    public struct Use: Sendable {
      /// The run.
      public let run: Manifest.Run
      /// How many objects it used that are there.
      public let objects: Int
      /// Their size in bytes.
      public let bytes: Int
    }

    /// How many objects there are.
    public var objects = 0
    /// Their size in bytes.
    public var bytes = 0
    /// The size in bytes of those that no manifest names.
    public var unusedBytes = 0
    /// The size in bytes of the notes on songs: their hashes, and what is known of their sound.
    public var noteBytes = 0
    /// The runs whose manifests are kept, the oldest first.
    public var uses: [Use] = []
  }

  private struct Object {
    let place: String
    let size: Int
    /// When it was last written, in seconds since 1970.
    let time: Int
  }

  private let path: String

  /// - Throws: ``Failure`` if there is no store.
  public init(path: String) throws(Failure) {
    guard FileTree.isFolder(path), FileTree.exists("\(path)/hashes") || FileTree.exists("\(path)/temporary") else {
      throw Failure(
        "\(path): is no store", remedy: "name the folder given with --store, or `.songboard` in an output folder")
    }
    self.path = path
  }

  /// What the store holds.
  public func contents() -> Contents {
    let objects = objects()
    var contents = Contents()
    contents.objects = objects.count
    contents.bytes = objects.values.map(\.size).reduce(0, +)
    var used: Set<Digest> = []
    for (_, manifest) in Store.manifests(in: path) {
      let sizes = manifest.keys.compactMap { objects[$0]?.size }
      contents.uses.append(Contents.Use(run: manifest.run, objects: sizes.count, bytes: sizes.reduce(0, +)))
      used.formUnion(manifest.keys)
    }
    contents.noteBytes = ["hashes", "sounds"].compactMap { FileStamp(of: "\(path)/\($0)")?.size }.reduce(0, +)
    contents.unusedBytes = objects.filter { !used.contains($0.key) }.values.map(\.size).reduce(0, +)
    return contents
  }

  /// Removes manifests that are old or stand for more than may be kept, the oldest first, and then the objects that no
  /// manifest names; likewise what is known of sounds that none names, and of songs that are gone. While a run uses the
  /// store, nothing is removed.
  ///
  /// - Parameters:
  ///   - age: What is older than so many seconds goes; younger objects stay, named or not, as an interrupted run may want
  ///     them. `nil` for manifests of any age, and all objects that none names.
  ///   - size: Manifests go until their objects take at most so many bytes; `nil` for any size.
  ///   - tell: Is called if a run uses the store, and this process has to wait.
  /// - Returns: How many objects were removed, and their size in bytes.
  /// - Throws: ``Failure`` if the store cannot be written to, `CancellationError` while it waits.
  public func collect(
    olderThan age: Int?, above size: Int?, tell: () -> Void = {}
  ) throws -> (objects: Int, bytes: Int) {
    let lock = try FolderLock(waitingFor: "\(path)/use", isVital: true, tell: tell)
    return withExtendedLifetime(lock) {
      var now = timespec()
      clock_gettime(CLOCK_REALTIME, &now)
      let objects = objects()
      var manifests = Store.manifests(in: path)
      func isTooMuch() -> Bool {
        guard let size else { return false }
        let used = manifests.reduce(into: Set<Digest>()) { $0.formUnion($1.manifest.keys) }
        return used.compactMap { objects[$0]?.size }.reduce(0, +) > size
      }
      while let oldest = manifests.first, age.map({ oldest.manifest.run.time < now.tv_sec - $0 }) == true || isTooMuch()
      {
        unlink(oldest.file)
        manifests.removeFirst()
      }
      let used = manifests.reduce(into: Set<Digest>()) { $0.formUnion($1.manifest.keys) }
      let youngest = age.map { now.tv_sec - $0 } ?? .max
      let unused = objects.filter { !used.contains($0.key) && $0.value.time < youngest }
      for object in unused.values { unlink(object.place) }
      Ledger(path: "\(path)/hashes").compact { !FileTree.exists($0) }
      Ledger(path: "\(path)/sounds").compact { sound in Digest(hex: sound).map { !used.contains($0) } ?? true }
      return (unused.count, unused.values.map(\.size).reduce(0, +))
    }
  }

  /// All objects by their keys.
  private func objects() -> [Digest: Object] {
    var objects: [Digest: Object] = [:]
    for folder in FileTree.names(in: path) where folder.utf8.count == 2 {
      for name in FileTree.names(in: "\(path)/\(folder)") {
        let place = "\(path)/\(folder)/\(name)"
        guard let key = Digest(hex: folder + name), let stamp = FileStamp(of: place) else { continue }
        objects[key] = Object(place: place, size: stamp.size, time: stamp.modified / 1_000_000_000)
      }
    }
    return objects
  }
}
