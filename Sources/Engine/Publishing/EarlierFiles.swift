import Edits
import Files
import Glibc
import Shots
import StageKit

/// What earlier runs wrote of a run's songs and its plan does not make, where the plan's own documents are newer: files of
/// writers that it lacks, or a video. They lie beside the new documents as if they were of the same shots, which nobody can
/// tell here.
struct EarlierFiles {
  /// Those that lie there as songboard wrote them, by path below the output folder, in order.
  private(set) var own: [String] = []
  /// Those that a person has changed since.
  private(set) var changed: [String] = []
  /// Those that stay, as songboard wrote them: what a command made, which no run makes again, and what a document of the run
  /// refers to.
  private(set) var needed: [String] = []

  /// All of them.
  var all: [String] { (own + changed + needed).sorted() }

  /// Looks at the notes of the output folder, which tell what songboard wrote.
  ///
  /// - Throws: ``Failure`` if the path of a file that the run reads cannot be told.
  init(beside run: Run, in published: PublishedDocuments) throws(Failure) {
    let songs = Set(run.tracks.map { Self.key($0.name.utf8) })
    let documents = published.documents { document in
      !run.places.holds(document) && Self.songs(of: document).contains { songs.contains(Self.key($0)) }
    }
    guard !documents.isEmpty else { return }
    // Only now, as most folders have none: which songs they are of, and what the run itself reads.
    var bySong: [UInt64: [String]] = [:]
    for document in documents {
      if let song = Self.song(of: document, among: songs, in: published) { bySong[song, default: []].append(document) }
    }
    var read: Set<FileStamp.Place> = []
    try run.forEachInput { (file) throws(Failure) in if let place = FileStamp(of: file)?.place { read.insert(place) } }
    var files: Set<String> = []
    var named: Set<String> = []
    for track in run.tracks {
      guard let found = bySong[Self.key(track.name.utf8)] else { continue }
      let own = PlannedDocument.documents(of: track, in: run.graph, folder: run.folder).map(\.path)
      let plan = own.compactMap { document in
        FileStamp(of: "\(run.folder.path)/\(document)").map { stamp in
          (run: published.versions(of: document).first?.run, modified: stamp.modified)
        }
      }
      var earlier: [String] = []
      for document in found {
        let writer = published.versions(of: document).first?.run
        for path in published.paths(of: document) where !run.places.holds(path) {
          guard let stamp = FileStamp(of: "\(run.folder.path)/\(path)"), !read.contains(stamp.place),
            plan.contains(where: { $0.run != writer && $0.modified > stamp.modified })
          else { continue }
          earlier.append(path)
          if writer == OwnFile.writer { named.insert(path) }
        }
      }
      files.formUnion(earlier)
      if run.options.prunes, !earlier.isEmpty {
        named.formUnion(Self.named(earlier, in: own.map { "\(run.folder.path)/\($0)" }))
      }
    }
    for path in files.sorted() {
      if !published.isOwn(path) {
        changed.append(path)
      } else if named.contains(path) {
        needed.append(path)
      } else {
        own.append(path)
      }
    }
  }

  /// Those files that documents name, as they are or as in URLs and XML.
  private static func named(_ files: [String], in documents: [String]) -> [String] {
    let texts = documents.compactMap { try? FileContent.bytes(of: $0, atMost: PlanDocument.mostBytes) }
    return files.filter { file in
      let name = FilePath.lastPart(of: file)
      let spellings = [name, MediaFile(name, from: nil).url, name.replacing("&", with: "&amp;")].map { Array($0.utf8) }
      return texts.contains { text in spellings.contains { text.firstRange(of: $0) != nil } }
    }
  }

  /// The song of the run that a document is of: the longest that its name begins with, unless an even longer one has a plan
  /// of its own, as `song.v2` has beside `song`.
  private static func song(of document: String, among songs: Set<UInt64>, in published: PublishedDocuments) -> UInt64? {
    for name in Self.songs(of: document).reversed() {
      let song = key(name)
      if songs.contains(song) { return song }
      let plan = "\(String(decoding: name, as: UTF8.self)).json"
      // Guides of a song are JSON, but no plan.
      if CutFormat.isWholeEdit(plan), !published.versions(of: plan).isEmpty { return nil }
    }
    return nil
  }

  /// The songs that a document may be of by its name: `a/x` and `a/x.shotcut` of `a/x.shotcut.mlt`.
  private static func songs(of document: String) -> [ArraySlice<UInt8>] {
    let bytes = Array(document.utf8)
    let name = (bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
    return bytes.indices.dropFirst(name + 1).filter { bytes[$0] == UInt8(ascii: ".") }.map { bytes[..<$0] }
  }

  /// By bytes: names that only look alike are of different songs.
  private static func key(_ name: some Sequence<UInt8>) -> UInt64 { ContentHash.of(Array(name)).low }
}

extension Publisher {
  /// Removes files that earlier runs wrote and nobody has changed.
  ///
  /// - Returns: How many went.
  /// - Throws: ``Failure`` if the folder cannot be locked, `CancellationError` if the task is cancelled while it waits.
  func remove(_ earlier: EarlierFiles) throws -> Int {
    var count = 0
    try locked {
      for path in earlier.own where published.isOwn(path) {
        if unlink("\(published.folder.path)/\(path)") == 0 { count += 1 }
      }
    }
    return count
  }
}
