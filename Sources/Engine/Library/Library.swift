import Files
import Pipeline
import StageKit

/// The tracks of a run.
public struct Library: Sendable {
  /// The tracks, sorted by path in the library; each file once.
  public let tracks: [LibraryTrack]

  /// Tracks that are known.
  public init(tracks: [LibraryTrack]) {
    self.tracks = tracks
  }

  /// Finds songs that all are of one part.
  ///
  /// - Parameter patterns: Each is a file; a folder, searched with all folders in it for files with the ending of an audio
  ///   format; or a pattern with `*`, `?`, `[a-z]`, `{wav,flac}` and `**` for any folders. What lies before the first
  ///   wildcard, or the folder itself, is the library's root: paths in the library start there. A file that is not there
  ///   is kept, so that the run reports it as a track that failed.
  /// - Throws: ``Failure`` if a folder holds no audio, or a pattern matches nothing.
  public init(_ patterns: [String]) throws(Failure) {
    tracks = try TrackFinder.audio.tracks(for: patterns)
  }

  /// Finds a source's tracks, and divides them into parts. Files that are listed with and without labels count as labelled.
  ///
  /// - Parameter hashes: Knows the contents of files, by which the same song under two names is noticed.
  /// - Throws: ``Failure`` if something is not found, a split does not fit the tracks, or a track that is to be
  ///   scored, or one of its group, is also learned from.
  public init(_ source: Source, hashes: FileHashes = FileHashes()) throws(Failure) {
    let finder = TrackFinder(source)
    var labelled = try finder.tracks(for: source.files)
    var unlabelled = try finder.tracks(for: source.unlabelled)
    guard source.split != nil || !unlabelled.isEmpty else {
      tracks = labelled
      return
    }
    let contents = TrackContents(of: labelled + unlabelled, hashes: hashes)
    let splitter = try source.split.map { (split) throws(Failure) in try Splitter(split) }
    try splitter?.divide(&labelled, contents: contents)
    let files = Set(labelled.map { FileTree.realPath($0.file) ?? $0.file })
    unlabelled.removeAll { files.contains(FileTree.realPath($0.file) ?? $0.file) }
    for index in unlabelled.indices { unlabelled[index].part = .unlabelled }
    var all = try contents.withoutLeaks(labelled + unlabelled)
    try splitter?.group(&all)
    tracks = all.sorted(by: LibraryTrack.precede)
  }

  /// Calls a closure with each track of a source as it is found, in no order, and with the place of its pattern: of tracks of
  /// one file, that of the first pattern counts, then the first by path. No list is held, but of a source that is divided
  /// into parts, or is of plans.
  ///
  /// - Throws: As ``init(_:hashes:)`` does; what the closure throws.
  public static func forEachTrack(
    of source: Source, _ body: (LibraryTrack, Int) throws(Failure) -> Void
  ) throws(Failure) {
    guard source.split == nil, source.unlabelled.isEmpty else {
      for track in try Library(source).tracks { try body(track, 0) }
      return
    }
    let finder = TrackFinder(source)
    for (index, pattern) in source.files.enumerated() {
      try finder.forEachTrack(of: pattern) { (track) throws(Failure) in try body(track, index) }
    }
  }
}
