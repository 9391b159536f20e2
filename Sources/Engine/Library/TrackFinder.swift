import Files
import Audio
import Edits
import Pipeline
import StageKit

/// Finds the files that paths and patterns name.
struct TrackFinder {
  /// What the files are called.
  private let kind: String
  /// The endings of files that count in a folder, in lower case without the dot.
  private let endings: [String]
  /// Ends of paths that are no part of a track's name, such as `.1s.npy`.
  private let suffixes: [String]

  /// A finder of what a source is made of.
  init(_ source: Source) {
    switch source.material {
    case .audio: self = .audio
    case .plans:
      self.init(kind: Self.plan, endings: CutFormat.endings.filter { $0 != "csv" }, suffixes: CutFormat.doubleEndings)
    case .frames(let views): self = .frames(suffixes: views.first?.endings ?? [])
    }
  }

  /// What plans are called.
  private static let plan = "shot plan"

  private init(kind: String, endings: [String], suffixes: [String]) {
    self.kind = kind
    self.endings = endings
    self.suffixes = suffixes
  }

  /// What songs are called.
  private static let song = "audio file"

  /// Finds songs.
  static let audio = TrackFinder(kind: song, endings: AudioFile.endings, suffixes: [])

  /// Finds arrays of rows.
  static func frames(suffixes: [String]) -> TrackFinder {
    TrackFinder(kind: "array file", endings: ["npy"], suffixes: suffixes)
  }

  /// The tracks, sorted by path in the library; each file once.
  ///
  /// - Throws: ``Failure`` if a folder holds no such file, or a pattern matches nothing.
  func tracks(for patterns: [String]) throws(Failure) -> [LibraryTrack] {
    // By bytes: to Swift's strings, names that differ only in how Unicode composes a letter are equal.
    var found: [[UInt8]: LibraryTrack] = [:]
    for pattern in patterns {
      for track in try tracks(for: pattern) {
        let file = Array((FileTree.realPath(track.file) ?? track.file).utf8)
        if found[file] == nil { found[file] = track }
      }
    }
    return found.values.sorted(by: LibraryTrack.precede)
  }

  private func tracks(for pattern: String) throws(Failure) -> [LibraryTrack] {
    guard !pattern.isEmpty else {
      throw Failure("an empty name is no \(kind)", remedy: "name a file, a folder or a pattern")
    }
    if FileTree.isFolder(pattern) {
      let root = pattern.hasSuffix("/") ? String(pattern.dropLast()) : pattern
      let listing = FileTree.listing(of: root)
      var files = listing.files.filter { endings.contains(FilePath($0).ending.lowercased()) }
      if kind == Self.song { files = Self.withoutOwn(files, in: root) }
      if kind == Self.plan { files = try Self.onePerSong(files, in: root) }
      guard !files.isEmpty || !listing.unreadable.isEmpty else {
        throw Failure("\(pattern): no \(kind) in this folder", remedy: "such files end in \(endingList)")
      }
      return files.map { track("\(root)/\($0)", $0) } + listing.unreadable.map { folder($0, in: root) }
    }
    // A file whose name has brackets is a file first, and a pattern only if there is no such file.
    guard !FileTree.exists(pattern), let glob = Glob(pattern) else {
      return [track(pattern, FilePath.lastPart(of: pattern))]
    }
    let root = glob.root.isEmpty ? "." : glob.root
    let listing = FileTree.listing(of: root)
    var files = listing.files.filter { glob.matches($0) }
    if kind == Self.song { files = Self.withoutOwn(files, in: root) }
    guard !files.isEmpty || !listing.unreadable.isEmpty else {
      throw Failure("\(pattern): no file matches this pattern")
    }
    return files.map { track(glob.root.isEmpty ? $0 : "\(glob.root)/\($0)", $0) }
      + listing.unreadable.map { folder($0, in: root) }
  }

  /// The files without those that songboard wrote: an animatic beside its song is no song.
  private static func withoutOwn(_ files: [String], in root: String) -> [String] {
    var own = OwnFiles(in: root)
    return files.filter { !own.contain($0) }
  }

  /// The plans of a folder, one for each song: its JSON, or else its only edit. Lists that go on and markers are no plans.
  private static func onePerSong(_ files: [String], in root: String) throws(Failure) -> [String] {
    let parts = /.+\.(markers(-[0-9]+)?|guides|reaper)\.[^.]+|.+-[0-9]+\.edl/
    let plans = files.filter { $0.wholeMatch(of: parts) == nil }
    var chosen: [String: String] = [:]
    for file in plans.sorted(by: { isJSON($0) && !isJSON($1) }) {
      let song = CutFormat.stem(of: file)
      guard let other = chosen[song] else {
        chosen[song] = file
        continue
      }
      guard isJSON(other) else {
        throw Failure(
          "\(root)/\(other) and \(root)/\(file) are edits of one song", remedy: "name the file that you have edited")
      }
    }
    return plans.filter { chosen[CutFormat.stem(of: $0)] == $0 }
  }

  private static func isJSON(_ file: String) -> Bool { FilePath(file).ending.lowercased() == "json" }

  /// A folder that cannot be read.
  private func folder(_ path: String, in root: String) -> LibraryTrack {
    let name = path.isEmpty ? FilePath.lastPart(of: root) : path
    var folder = LibraryTrack(file: path.isEmpty ? root : "\(root)/\(path)", path: name, suffix: "")
    folder.isFolder = true
    return folder
  }

  private func track(_ file: String, _ path: String) -> LibraryTrack {
    let last = FilePath.lastPart(of: path)
    let suffix = suffixes.first { last.hasSuffix($0) && last.count > $0.count }
    return LibraryTrack(file: file, path: path, suffix: suffix)
  }

  private var endingList: String { endings.map { ".\($0)" }.joined(separator: ", ") }
}

extension LibraryTrack {
  /// By path in the library, then by file, in bytes.
  static func precede(_ a: LibraryTrack, _ b: LibraryTrack) -> Bool {
    (a.path + "\0" + a.file).utf8.lexicographicallyPrecedes((b.path + "\0" + b.file).utf8)
  }
}
