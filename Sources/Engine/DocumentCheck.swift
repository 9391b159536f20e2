import Files
import StageKit

/// Whether all documents of a run have places of their own, below the output folder.
struct DocumentCheck {
  /// Who writes to a file, by the file's path in bytes: names that only look alike are different files.
  private var owners: [[UInt8]: String] = [:]
  /// Who writes below a folder.
  private var folderOwners: [[UInt8]: String] = [:]

  /// Takes a document in.
  ///
  /// - Parameter owner: The track's file, or the corpus stage.
  /// - Throws: ``Failure`` that names both owners if the place is taken, or one if it is not allowed.
  mutating func add(_ path: String, of owner: String) throws(Failure) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !["", ".", ".."].contains($0) }), let first = parts.first else {
      throw Failure(
        "\(owner) would write '\(path)', which is no path below the output folder", remedy: "rename it")
    }
    guard !OutputFolder.reserved.contains(String(first)) else {
      throw Failure("\(owner) would write \(path), which is kept for the run itself", remedy: "rename it")
    }
    if let other = owners[Array(path.utf8)] {
      throw Failure("\(other) and \(owner) would both write \(path)", remedy: Self.remedy(other, owner))
    }
    for count in 1..<max(parts.count, 1) {
      let folder = Array(parts.prefix(count).joined(separator: "/").utf8)
      folderOwners[folder] = owner
      if let other = owners[folder] {
        throw Failure(
          "\(other) would write a file where \(owner) needs a folder: \(path)", remedy: Self.remedy(other, owner))
      }
    }
    if let other = folderOwners[Array(path.utf8)] {
      throw Failure(
        "\(owner) would write a file where \(other) needs a folder: \(path)", remedy: Self.remedy(other, owner))
    }
    owners[Array(path.utf8)] = owner
  }

  /// What to do about two owners. Folders keep tracks apart only if they lie in different ones.
  private static func remedy(_ a: String, _ b: String) -> String {
    let way =
      FileTree.parent(of: a) == FileTree.parent(of: b)
      ? "rename one, or leave one out" : "name the folder that holds both, so that they stay in folders of their own"
    return "\(way), or give the stage a template that keeps them apart, such as to: \"{track}.{format}.{extension}\""
  }
}
