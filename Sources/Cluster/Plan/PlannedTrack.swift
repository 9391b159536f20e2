import Engine
import Files
import Formats
import StageKit

/// A track of a frozen plan: a line of its shard's file.
public struct PlannedTrack: Sendable {
  /// Its place among all tracks of the plan, which are sorted by path.
  public let number: Int
  /// The track, with what its file was.
  public let track: LibraryTrack

  /// A track at its place.
  init(number: Int, track: LibraryTrack) {
    (self.number, self.track) = (number, track)
  }

  /// The shard that a track belongs to: by a hash of its path in the library, so that shards are even, and a song that comes
  /// or goes moves no other.
  ///
  /// - Parameter count: How many shards there are.
  public static func shard(of path: String, among count: Int) -> Int {
    Int(ContentHash.key([path]).low % UInt64(count))
  }

  /// The track as a line of JSON.
  var line: String {
    var fields: [(key: String, value: JSON)] = [
      ("number", .integer(number)), ("path", .string(track.path)), ("file", .string(FileTree.fromRoot(track.file))),
      ("suffix", .string(track.suffix)),
    ]
    if track.isFolder { fields.append(("folder", .bool(true))) }
    if track.part != .training { fields.append(("part", .string(track.part.rawValue))) }
    if let group = track.group { fields.append(("group", .string(group))) }
    if let planned = track.planned {
      fields += [("size", .integer(planned.size)), ("time", .integer(planned.modified))]
      if let digest = planned.digest { fields.append(("hash", .string(digest.hex))) }
    }
    return JSON.object(fields).compact
  }

  /// The track of a line.
  ///
  /// - Throws: ``Failure`` if the line is none of a plan.
  init(line: [UInt8]) throws(Failure) {
    guard let node = try? JSONReader.read(line), let number = node["number"]?.integer, let path = node["path"]?.text,
      let file = node["file"]?.text, let suffix = node["suffix"]?.text,
      let part = TrackPart(rawValue: node["part"]?.text ?? TrackPart.training.rawValue)
    else { throw Failure("is no track of a plan: \(String(decoding: line.prefix(80), as: UTF8.self))") }
    var planned: PlannedFile?
    if let size = node["size"]?.integer, let time = node["time"]?.integer {
      planned = PlannedFile(size: size, modified: time, digest: node["hash"]?.text.flatMap { Digest(hex: $0) })
    }
    self.number = number
    track = LibraryTrack(
      file: file, path: path, suffix: suffix, isFolder: node["folder"]?.bool ?? false, part: part,
      group: node["group"]?.text, planned: planned)
  }
}
