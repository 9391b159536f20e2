import Files
import StageKit

/// Files below a folder that songboard wrote and that lie there as it did, such as an animatic beside its song: by the notes
/// that each output folder among the folders has.
struct OwnFiles {
  private let root: String
  private var folders: [String: PublishedDocuments?] = [:]

  /// - Parameter root: The folder.
  init(in root: String) {
    self.root = root
  }

  /// Whether a file is one of them.
  ///
  /// - Parameter path: The file's path below the folder.
  mutating func contain(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    return parts.indices.contains { count in
      let folder = ([root] + parts.prefix(count).map(String.init)).joined(separator: "/")
      return notes(of: folder)?.isOwn(parts.dropFirst(count).joined(separator: "/")) == true
    }
  }

  /// What was written to a folder; `nil` if it is no output folder.
  private mutating func notes(of path: String) -> PublishedDocuments? {
    if let known = folders[path] { return known }
    let folder = try? OutputFolder(path: path)
    let notes = folder.flatMap { FileTree.exists($0.ownPath) ? PublishedDocuments($0) : nil }
    folders[path] = notes
    return notes
  }
}
