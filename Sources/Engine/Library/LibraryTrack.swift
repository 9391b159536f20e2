import Files
import StageKit

/// One song to run over: where its file is, what it is called in the run, and what it is for.
public struct LibraryTrack: Sendable, Hashable {
  /// The file to read.
  public let file: String
  /// The file's path inside the library, such as `a/x.flac`: what documents name, whatever folder the library is in.
  public let path: String
  /// What is no part of the track's name at the end of its path: `.flac`, or `.1s.npy` where a pattern ends so.
  public let suffix: String
  /// Whether it is a folder that cannot be read, which stands for the songs in it: its failure is told and counted.
  public internal(set) var isFolder = false
  /// What the track is for when a pipeline learns.
  public internal(set) var part = TrackPart.training
  /// The group that learning must not tear, such as the artist; `nil` for a track of its own.
  public internal(set) var group: String?
  /// What its file was when a plan was frozen; `nil` if no plan was.
  public var planned: PlannedFile?

  /// One song to run over.
  ///
  /// - Parameter suffix: What follows the name in the path; by default the ending with its dot.
  public init(file: String, path: String, suffix: String? = nil) {
    self.file = file
    self.path = path
    let ending = FilePath(path).ending
    self.suffix = suffix ?? (ending.isEmpty ? "" : ".\(ending)")
  }

  /// One song of a frozen plan.
  ///
  /// - Parameters:
  ///   - suffix: What follows the name in the path.
  ///   - isFolder: Whether it is a folder that could not be read.
  ///   - planned: What its file was; `nil` if there was none.
  public init(
    file: String, path: String, suffix: String, isFolder: Bool, part: TrackPart, group: String?, planned: PlannedFile?
  ) {
    self.init(file: file, path: path, suffix: suffix)
    (self.isFolder, self.part, self.group, self.planned) = (isFolder, part, group, planned)
  }

  /// The path without its ending, such as `a/x`: documents are named after it.
  public var name: String { String(path.dropLast(suffix.count)) }

  /// The folder that the library's paths start in; that of the file, if it is of a library no more.
  var root: String {
    let end = "/\(path)"
    guard file.utf8.count > end.utf8.count, file.utf8.suffix(end.utf8.count).elementsEqual(end.utf8) else {
      return FileTree.folder(of: file)
    }
    return String(decoding: file.utf8.dropLast(end.utf8.count), as: UTF8.self)
  }

  /// The file's path without its ending: files that belong to the track are named after it.
  var fileStem: String { String(file.dropLast(suffix.count)) }

  /// The file's ending without the dot, such as `flac`; empty if there is none.
  public var ending: String { FilePath(path).ending }

  /// The last folder of the path; `nil` if the track lies in none.
  var folder: String? { path.split(separator: "/").dropLast().last.map(String.init) }

  /// What stands for the track in a document's template.
  var placeholders: [String: String] {
    let last = FilePath.lastPart(of: name)
    return ["track": name, "name": last, "format": ending]
  }
}
