import Files
import Learning
import Pipeline
import StageKit

/// Divides the tracks of a library into parts, never a group of them.
struct Splitter {
  private let split: CorpusSplit
  /// The table of parts or nothing, by track.
  private let parts: TrackTable?
  /// The table of groups or nothing, by track.
  private let groups: TrackTable?

  /// Reads the tables that a split names.
  ///
  /// - Throws: ``Failure`` that names the file and the line.
  init(_ split: CorpusSplit) throws(Failure) {
    self.split = split
    parts = if case .file(let path) = split.rule { try TrackTable(path, column: "part") } else { nil }
    groups = if case .file(let path)? = split.group { try TrackTable(path, column: "group") } else { nil }
  }

  /// Gives each labelled track its part.
  ///
  /// - Throws: ``Failure`` if a track is of no part or of two, or a part that the split speaks of is empty.
  func divide(_ tracks: inout [LibraryTrack], contents: TrackContents) throws(Failure) {
    switch split.rule {
    case .shares(let validation, let test, let seed):
      var songs: [SplitSong] = []
      for track in tracks {
        songs.append(SplitSong(name: track.file, content: contents[track], group: try group(of: track)))
      }
      let drawn = try Split(
        songs, validation: validation, test: test, seed: UInt64(bitPattern: Int64(seed)))
      for index in tracks.indices {
        let name = tracks[index].file
        tracks[index].part =
          drawn.validation.contains(name) ? .validation : drawn.test.contains(name) ? .test : .training
      }
    case .file:
      for index in tracks.indices { tracks[index].part = try parts?.part(of: tracks[index]) ?? .training }
    case .patterns(let patterns):
      for index in tracks.indices { tracks[index].part = try Self.part(of: tracks[index], among: patterns) }
      try Self.checkPatterns(patterns, of: tracks)
    }
  }

  /// Gives each track its group, labelled or not, once all have their parts.
  ///
  /// - Throws: ``Failure`` if a group is torn, or is learned from without labels and scored too.
  func group(_ tracks: inout [LibraryTrack]) throws(Failure) {
    for index in tracks.indices { tracks[index].group = try group(of: tracks[index]) }
    var members: [String: LibraryTrack] = [:]
    for track in tracks where track.part != .unlabelled {
      guard let group = track.group, let other = members.updateValue(track, forKey: group), other.part != track.part
      else { continue }
      throw Failure(
        "the split tears the group '\(group)': \(other.path) is in \(other.part.rawValue), "
          + "\(track.path) in \(track.part.rawValue)", remedy: "put them into one part")
    }
    for track in tracks where track.part == .unlabelled {
      guard let group = track.group, let other = members[group], other.part != .training else { continue }
      throw Failure(
        "the unlabelled track \(track.file) is of the group '\(group)', whose \(other.file) is in the "
          + "\(other.part.rawValue) part", remedy: "leave that group out of `source.unlabelled`")
    }
  }

  private func group(of track: LibraryTrack) throws(Failure) -> String? {
    switch split.group {
    case nil: nil
    // A track in no folder stands alone.
    case .template(let template): track.folder.map { template.filled(["folder": $0]) }
    case .file: try groups?.value(for: track).text
    }
  }

  /// Without patterns for training, what the others leave is for training.
  private static func part(
    of track: LibraryTrack, among patterns: [TrackPart: [String]]
  ) throws(Failure) -> TrackPart {
    let fitting = TrackPart.allCases.filter { part in
      (patterns[part] ?? []).contains { matches(track.path, $0) }
    }
    guard fitting.count < 2 else {
      throw Failure("the split has \(track.path) in \(fitting[0].rawValue) and in \(fitting[1].rawValue)")
    }
    if let part = fitting.first { return part }
    guard patterns[.training] != nil else { return .training }
    throw Failure(
      "the split has \(track.path) in no part",
      remedy: "its patterns are of paths in the library; leave `training` out to have all others in it")
  }

  private static func matches(_ path: String, _ pattern: String) -> Bool {
    guard let glob = Glob(pattern) else { return path == pattern || path.hasPrefix(pattern + "/") }
    let root = glob.root.isEmpty ? "" : glob.root + "/"
    return path.hasPrefix(root) && glob.matches(String(path.dropFirst(root.count)))
  }

  private static func checkPatterns(
    _ patterns: [TrackPart: [String]], of tracks: [LibraryTrack]
  ) throws(Failure) {
    let present = Set(tracks.map(\.part))
    if let empty = TrackPart.allCases.first(where: { patterns[$0] != nil && !present.contains($0) }) {
      throw Failure(
        "the split leaves the \(empty.rawValue) part without tracks",
        remedy: "its patterns are of paths in the library, such as \(tracks.first?.path ?? "a/x.flac")")
    }
  }
}
