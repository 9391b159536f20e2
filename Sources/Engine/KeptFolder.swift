import Files
import FoundationEssentials
import Glibc
import Pipeline
import StageKit
import Synchronization

/// Files that outlive a run: artifacts between its phases, what was learned, and checkpoints.
///
/// A name is a key of all that its file depends on, so a file is never stale, only unused. Each begins with the hash of its
/// content: one that is damaged counts as missing, and is made again.
///
/// Each pipeline has a folder of its own for what it uses, and looks into those of the others; what two use is one file
/// under two links. So a pipeline that throws away what it no longer needs takes nothing from another.
final class KeptFolder: Sendable {
  private let parent: String
  private let path: String
  private let used = Mutex<Set<String>>([])

  /// The files of one pipeline. Nothing is written yet.
  ///
  /// - Parameter pipeline: The pipeline's file.
  init(in folder: OutputFolder, pipeline: String) {
    var name = ContentHash()
    name.update(FileTree.realPath(pipeline) ?? pipeline)
    parent = "\(folder.ownPath)/kept"
    path = "\(parent)/\(name.hex)"
  }

  /// Notes that a file is of use, whether it is there or not.
  func use(_ name: String) {
    used.withLock { _ = $0.insert(name) }
  }

  /// Whether there is a whole file of this name.
  func holds(_ name: String) -> Bool {
    use(name)
    return places(of: name).contains { Self.isWhole($0) }
  }

  /// The content of a file; `nil` if there is none, or it is damaged.
  func bytes(of name: String) -> [UInt8]? {
    use(name)
    for place in places(of: name) {
      guard let all = try? FileContent.bytes(of: place) else { continue }
      let content = Array(all.dropFirst(Self.markLength))
      if all.starts(with: Self.mark(content)) { return content }
    }
    return nil
  }

  /// Writes a file as a whole or not at all.
  ///
  /// - Throws: ``Failure`` if the disk takes no more.
  func keep(_ bytes: [UInt8], as name: String) throws(Failure) {
    use(name)
    try FileTree.makeFolder(path)
    let draft = "\(path)/\(UUID().uuidString)"
    do throws(Failure) {
      let file = try OutputFile(path: draft, mode: .new)
      try file.write(Self.mark(bytes))
      try file.write(bytes)
      try file.sync()
      guard rename(draft, "\(path)/\(name)") == 0 else {
        throw Failure("\(path)/\(name): cannot write: \(String(cString: strerror(errno)))")
      }
    } catch {
      unlink(draft)
      throw error
    }
  }

  /// Takes part in the files of other pipelines that were used, and removes what was not used.
  ///
  /// To be called at the end of a run that has done all it could, while no other run works in the output folder.
  func settle() {
    let used = used.withLock { $0 }
    for name in used {
      let places = places(of: name)
      guard let place = places.first, place != "\(path)/\(name)" else { continue }
      link(place, "\(path)/\(name)")
    }
    for name in Self.names(in: path) where !used.contains(name) { unlink("\(path)/\(name)") }
  }

  /// Where a file of this name is, this pipeline's own first.
  private func places(of name: String) -> [String] {
    let others = Self.names(in: parent).sorted().map { "\(parent)/\($0)" }.filter { $0 != path }
    return ([path] + others).map { "\($0)/\(name)" }.filter { FileTree.exists($0) }
  }

  private static func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }

  /// Whether a file's content has the hash that stands before it.
  private static func isWhole(_ path: String) -> Bool {
    var mark: [UInt8] = []
    var hash = ContentHash()
    do throws(Failure) {
      try FileContent.forEachPiece(of: path) { piece in
        let missing = min(markLength - mark.count, piece.count)
        mark += piece.prefix(missing)
        hash.update(UnsafeRawBufferPointer(rebasing: piece.dropFirst(missing)))
      }
    } catch {
      return false
    }
    return mark == Self.mark(hash.hex)
  }

  private static let markLength = 33

  private static func mark(_ content: [UInt8]) -> [UInt8] {
    var hash = ContentHash()
    hash.update(content)
    return mark(hash.hex)
  }

  /// The content's XXH3-128 in hexadecimal, and a line feed.
  private static func mark(_ hash: String) -> [UInt8] { Array("\(hash)\n".utf8) }
}
