import Pipeline
import StageKit

/// Divides the tracks of a library into parts, never a group of them.
struct Splitter {
  private let split: Split
  /// The table of parts or nothing, by track.
  private let parts: TrackTable?
  /// The table of groups or nothing, by track.
  private let groups: TrackTable?

  /// Reads the tables that a split names.
  ///
  /// - Throws: ``StageFailure`` that names the file and the line.
  init(_ split: Split) throws(StageFailure) {
    self.split = split
    parts = if case .file(let path) = split.rule { try TrackTable(path, column: "part") } else { nil }
    groups = if case .file(let path)? = split.group { try TrackTable(path, column: "group") } else { nil }
  }

  /// Gives each track its part.
  ///
  /// - Throws: ``StageFailure`` if a track is of no part or of two, a part that the split speaks of is empty, or a group
  ///   would be torn.
  func divide(_ tracks: inout [LibraryTrack], contents: TrackContents) throws(StageFailure) {
    var members: [String: LibraryTrack] = [:]
    for index in tracks.indices {
      let group = try group(of: tracks[index])
      tracks[index].part = try part(of: tracks[index], group: group, contents: contents)
      guard let group else { continue }
      if let other = members.updateValue(tracks[index], forKey: group), other.part != tracks[index].part {
        throw StageFailure(
          "the split tears the group '\(group)': \(other.path) is in \(other.part.rawValue), "
            + "\(tracks[index].path) in \(tracks[index].part.rawValue)", remedy: "put them into one part")
      }
    }
    try checkParts(of: tracks)
  }

  private func group(of track: LibraryTrack) throws(StageFailure) -> String? {
    switch split.group {
    case nil: nil
    // A track in no folder stands alone.
    case .template(let template): track.folder.map { template.filled(["folder": $0]) }
    case .file: try groups?.value(for: track).text
    }
  }

  private func part(
    of track: LibraryTrack, group: String?, contents: TrackContents
  ) throws(StageFailure) -> TrackPart {
    switch split.rule {
    case .file: return try parts?.part(of: track) ?? .training
    case .patterns(let patterns): return try part(of: track, among: patterns)
    case .shares(let validation, let test, let seed):
      let place = Self.place(of: group ?? contents[track], seed: seed)
      return place < validation ? .validation : place < validation + test ? .test : .training
    }
  }

  /// A number in (0, 1) that depends on nothing but the track or group and the seed.
  private static func place(of key: String, seed: Int) -> Double {
    var hash = ContentHash()
    hash.update(key)
    let bits = UInt64(hash.hex.prefix(16), radix: 16) ?? 0
    return CounterRandom(seed: UInt64(bitPattern: Int64(seed))).uniform("split", bits)
  }

  /// Without patterns for training, what the others leave is for training.
  private func part(
    of track: LibraryTrack, among patterns: [TrackPart: [String]]
  ) throws(StageFailure) -> TrackPart {
    let fitting = TrackPart.allCases.filter { part in
      (patterns[part] ?? []).contains { Self.matches(track.path, $0) }
    }
    guard fitting.count < 2 else {
      throw StageFailure("the split has \(track.path) in \(fitting[0].rawValue) and in \(fitting[1].rawValue)")
    }
    if let part = fitting.first { return part }
    guard patterns[.training] != nil else { return .training }
    throw StageFailure(
      "the split has \(track.path) in no part",
      remedy: "its patterns are of paths in the library; leave `training` out to have all others in it")
  }

  private static func matches(_ path: String, _ pattern: String) -> Bool {
    guard let glob = Glob(pattern) else { return path == pattern || path.hasPrefix(pattern + "/") }
    let root = glob.root.isEmpty ? "" : glob.root + "/"
    return path.hasPrefix(root) && glob.matches(String(path.dropFirst(root.count)))
  }

  private func checkParts(of tracks: [LibraryTrack]) throws(StageFailure) {
    let present = Set(tracks.map(\.part))
    let wanted: [TrackPart]
    let remedy: String
    switch split.rule {
    case .shares(let validation, let test, _):
      wanted = [.training] + (validation > 0 ? [.validation] : []) + (test > 0 ? [.test] : [])
      remedy = "choose another seed, larger shares, or a split by file"
    case .patterns(let patterns):
      wanted = TrackPart.allCases.filter { patterns[$0] != nil }
      remedy = "its patterns are of paths in the library, such as \(tracks.first?.path ?? "a/x.flac")"
    case .file: return
    }
    if let empty = wanted.first(where: { !present.contains($0) }) {
      throw StageFailure("the split leaves the \(empty.rawValue) part without tracks", remedy: remedy)
    }
  }
}
