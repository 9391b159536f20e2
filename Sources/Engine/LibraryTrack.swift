import StageKit

/// One song to run over: where its file is, and what it is called in the run.
public struct LibraryTrack: Sendable, Hashable {
  /// The file to read.
  public let file: String
  /// The file's path inside the library, such as `a/x.flac`: what documents name, whatever folder the library is in.
  public let path: String

  /// One song to run over.
  public init(file: String, path: String) {
    self.file = file
    self.path = path
  }

  /// The path without its ending, such as `a/x`: documents are named after it.
  public var name: String { FilePath(path).stem }

  /// The file's ending without the dot, such as `flac`; empty if there is none.
  public var ending: String { FilePath(path).ending }

  /// What stands for the track in a document's template.
  var placeholders: [String: String] {
    let path = FilePath(path)
    return ["track": path.stem, "name": path.name, "format": path.ending]
  }
}
