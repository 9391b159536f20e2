import Audio
import StageKit

/// The songs that files, folders and patterns name.
public struct Library: Sendable {
  /// The songs, sorted by path in the library; each file once.
  public let tracks: [LibraryTrack]

  /// Finds the songs.
  ///
  /// - Parameter patterns: Each is a file; a folder, searched with all folders in it for files with the ending of an audio
  ///   format; or a pattern with `*`, `?`, `[a-z]`, `{wav,flac}` and `**` for any folders. What lies before the first
  ///   wildcard, or the folder itself, is the library's root: paths in the library start there. A file that is not there
  ///   is kept, so that the run reports it as a track that failed.
  /// - Throws: ``StageFailure`` if a folder holds no audio, or a pattern matches nothing.
  public init(_ patterns: [String]) throws(StageFailure) {
    // By bytes: to Swift's strings, names that differ only in how Unicode composes a letter are equal.
    var found: [[UInt8]: LibraryTrack] = [:]
    for pattern in patterns {
      for track in try Self.tracks(for: pattern) {
        let file = Array((FileTree.realPath(track.file) ?? track.file).utf8)
        if found[file] == nil { found[file] = track }
      }
    }
    tracks = found.values.sorted { a, b in
      (a.path + "\0" + a.file).utf8.lexicographicallyPrecedes((b.path + "\0" + b.file).utf8)
    }
  }

  private static func tracks(for pattern: String) throws(StageFailure) -> [LibraryTrack] {
    if FileTree.isFolder(pattern) {
      let root = pattern.hasSuffix("/") ? String(pattern.dropLast()) : pattern
      let files = FileTree.files(under: root).filter { isAudio($0) }
      guard !files.isEmpty else {
        throw StageFailure("\(pattern): no audio file in this folder", remedy: "audio files end in \(endings)")
      }
      return files.map { LibraryTrack(file: "\(root)/\($0)", path: $0) }
    }
    // A file whose name has brackets is a file first, and a pattern only if there is no such file.
    guard !FileTree.exists(pattern), let glob = Glob(pattern) else {
      return [LibraryTrack(file: pattern, path: String(pattern.split(separator: "/").last ?? ""))]
    }
    let files = FileTree.files(under: glob.root.isEmpty ? "." : glob.root).filter { glob.matches($0) }
    guard !files.isEmpty else { throw StageFailure("\(pattern): no file matches this pattern") }
    return files.map { LibraryTrack(file: glob.root.isEmpty ? $0 : "\(glob.root)/\($0)", path: $0) }
  }

  private static func isAudio(_ path: String) -> Bool {
    AudioFile.endings.contains(LibraryTrack(file: path, path: path).ending.lowercased())
  }

  private static var endings: String { AudioFile.endings.map { ".\($0)" }.joined(separator: ", ") }
}
