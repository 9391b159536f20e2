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
      var tracks: [LibraryTrack] = []
      try forEachTrack(of: pattern) { tracks.append($0) }
      for track in tracks.sorted(by: LibraryTrack.precede) {
        let file = Array((FileTree.realPath(track.file) ?? track.file).utf8)
        if found[file] == nil { found[file] = track }
      }
    }
    return found.values.sorted(by: LibraryTrack.precede)
  }

  /// Calls a closure with each track of a pattern as it is found, in no order; one file may come under several names.
  ///
  /// - Throws: ``Failure`` if a folder holds no such file, or a pattern matches nothing; what the closure throws.
  func forEachTrack(of pattern: String, _ body: (LibraryTrack) throws(Failure) -> Void) throws(Failure) {
    guard !pattern.isEmpty else {
      throw Failure("an empty name is no \(kind)", remedy: "name a file, a folder or a pattern")
    }
    guard !pattern.isWebAddress else {
      throw Failure("\(pattern): is a web address, and no \(kind)", remedy: "download it, and name the file")
    }
    if FileTree.isFolder(pattern) {
      let root = pattern.hasSuffix("/") ? String(pattern.dropLast()) : pattern
      if kind == Self.plan { return try forEachPlan(in: root, body) }
      guard try search(root, "\(root)/", where: isOfKind, body) else { throw noneIn(pattern) }
      return
    }
    // A file whose name has brackets is a file first, and a pattern only if there is no such file.
    guard !FileTree.exists(pattern), let glob = Glob(pattern) else {
      return try body(track(pattern, FilePath.lastPart(of: pattern)))
    }
    let (root, prefix) = glob.root.isEmpty ? (".", "") : (glob.root, "\(glob.root)/")
    guard try search(root, prefix, where: { glob.matches($0) }, body) else {
      throw Failure("\(pattern): no file matches this pattern")
    }
  }

  /// Calls a closure with each track below a folder, but for files that songboard wrote: an animatic beside its song is no
  /// song.
  ///
  /// - Parameter prefix: The folder as the tracks' files are to begin.
  /// - Returns: Whether there is any.
  private func search(
    _ root: String, _ prefix: String, where isWanted: (String) -> Bool, _ body: (LibraryTrack) throws(Failure) -> Void
  ) throws(Failure) -> Bool {
    var own = kind == Self.song ? OwnFiles(in: root) : nil
    var isAny = false
    try FileTree.walk(root) { (entry) throws(Failure) in
      switch entry {
      case .unreadable(let path): try body(folder(path, in: root))
      case .file(let path):
        guard isWanted(path), own?.contain(path) != true else { return }
        try body(track(prefix + path, path))
      }
      isAny = true
    }
    return isAny
  }

  private func forEachPlan(in root: String, _ body: (LibraryTrack) throws(Failure) -> Void) throws(Failure) {
    let listing = FileTree.listing(of: root)
    let files = try Self.onePerSong(listing.files.filter(isOfKind), in: root)
    guard !files.isEmpty || !listing.unreadable.isEmpty else { throw noneIn(root) }
    for file in files { try body(track("\(root)/\(file)", file)) }
    for path in listing.unreadable { try body(folder(path, in: root)) }
  }

  private func isOfKind(_ file: String) -> Bool { endings.contains(FilePath(file).ending.lowercased()) }

  private func noneIn(_ folder: String) -> Failure {
    Failure("\(folder): no \(kind) in this folder", remedy: "such files end in \(endingList)")
  }

  /// The plans of a folder, one for each song: its JSON, or else its only edit. Lists that go on and markers are no plans.
  private static func onePerSong(_ files: [String], in root: String) throws(Failure) -> [String] {
    let plans = files.filter(CutFormat.isWholeEdit)
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
