import Engine
import Files
import Formats
import FoundationEssentials
import Glibc
import Pipeline
import StageKit

/// Freezes a plan: writes its folder under another name, then gives it its own, so that a plan is there whole or not at all.
public struct PlanWriter {
  private let path: String
  private let draft: String

  /// - Throws: ``Failure`` if something else than a plan is at the path.
  public init(path: String) throws(Failure) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    guard !path.isEmpty else { throw Failure("the plan's folder has no name", remedy: "name one with -o") }
    draft = "\(self.path).partial-\(Attempt(at: "", time: RunClock.newID()).id)"
    try checkReplaceable()
  }

  /// Freezes a plan over a library.
  ///
  /// - Parameters:
  ///   - text: The pipeline's text.
  ///   - version: The program's version.
  /// - Returns: The plan, and whether it was there already, all of it the same.
  /// - Throws: ``Failure`` if two tracks or their documents would be one, or the folder cannot be written.
  public func write(
    _ plan: Plan, text: [UInt8], over library: Library, request: PlanRequest, version: String
  ) throws -> (plan: FrozenPlan, isKnown: Bool) {
    try check(library)
    try Run.checkPlaces(of: plan, over: library)
    defer { try? FileManager.default.removeItem(atPath: draft) }
    try FileTree.makeFolder("\(draft)/\(PlanFolder.tracksName)")
    var frozen = FrozenPlan(plan, request: request, version: version)
    frozen.shards = [Int](repeating: 0, count: request.shards)
    var hash = ContentHash()
    hash.update(text)
    hash.update(try JSONForm.encoded(frozen))
    try write(library.tracks, of: &frozen, hashes: request.hashes, into: &hash)
    frozen.id = String(hash.hex.prefix(16))
    try write(try JSON.pretty(frozen), as: PlanFolder.planName)
    try write(String(decoding: text, as: UTF8.self), as: PlanFolder.pipelineName)
    let record = RunRecord(
      of: plan, id: frozen.id, version: version, overrides: request.overrides, tracks: frozen.trackCount)
    try write(record.text, as: RunRecord.name)
    if let known = try? PlanFolder(path: path), known.plan == frozen { return (frozen, true) }
    try place()
    return (frozen, false)
  }

  /// Each track is known by its path.
  private func check(_ library: Library) throws(Failure) {
    for (a, b) in zip(library.tracks, library.tracks.dropFirst()) where a.path == b.path {
      throw Failure(
        "\(a.file) and \(b.file) would both be the track \(a.path)",
        remedy: "name the folder that holds both, so that they stay in folders of their own")
    }
  }

  private func write(
    _ tracks: [LibraryTrack], of plan: inout FrozenPlan, hashes: Bool, into hash: inout ContentHash
  ) throws {
    let shards = tracks.map { UInt32(PlannedTrack.shard(of: $0.path, among: plan.shards.count)) }
    for shard in shards { plan.shards[Int(shard)] += 1 }
    // The numbers of the tracks, shard by shard.
    var next = plan.shards.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
    let starts = next
    var order = [UInt32](repeating: 0, count: tracks.count)
    for (number, shard) in shards.enumerated() {
      order[next[Int(shard)]] = UInt32(number)
      next[Int(shard)] += 1
    }
    for shard in plan.shards.indices {
      try Task.checkCancellation()
      let file = try OutputFile(
        path: "\(draft)/\(PlanFolder.tracksName)/\(plan.label(of: shard)).jsonl", mode: .new)
      var bytes: [UInt8] = []
      for number in order[starts[shard]..<starts[shard + 1]] {
        var track = tracks[Int(number)]
        if track.planned == nil { track.planned = try Self.planned(track, hashes: hashes) }
        bytes += Array("\(PlannedTrack(number: Int(number), track: track).line)\n".utf8)
        if bytes.count > 1 << 18 {
          hash.update(bytes)
          try file.write(bytes)
          bytes.removeAll(keepingCapacity: true)
        }
      }
      hash.update(bytes)
      try file.write(bytes)
      try file.sync()
    }
  }

  /// What a track's file is; `nil` if there is none, which its shard will tell.
  private static func planned(_ track: LibraryTrack, hashes: Bool) throws -> PlannedFile? {
    guard !track.isFolder, let file = PlannedFile(of: track.file) else { return nil }
    guard hashes, let digest = try? FileContent.digest(of: track.file) else {
      try Task.checkCancellation()
      return file
    }
    return PlannedFile(size: file.size, modified: file.modified, digest: digest)
  }

  private func write(_ text: String, as name: String) throws {
    let file = try OutputFile(path: "\(draft)/\(name)", mode: .new)
    try file.write(Array(text.utf8))
    try file.sync()
  }

  /// Gives the folder its name. A former plan of songboard's makes way.
  private func place() throws(Failure) {
    try FileTree.makeFolder(FileTree.folder(of: path))
    guard rename(draft, path) != 0 else { return FileTree.sync(FileTree.folder(of: path)) }
    try checkReplaceable()
    let former = "\(draft)-former"
    guard rename(path, former) == 0, rename(draft, path) == 0 else { throw Failure.writing(path, errno) }
    try? FileManager.default.removeItem(atPath: former)
    FileTree.sync(FileTree.folder(of: path))
  }

  /// - Throws: ``Failure`` if there is anything that songboard has not written as a plan.
  private func checkReplaceable() throws(Failure) {
    guard FileTree.existsItself(path) else { return }
    let remedy = "choose another folder with -o"
    guard FileTree.isFolder(path) else { throw Failure("\(path): is a file", remedy: remedy) }
    let names = FileTree.names(in: path)
    guard !names.isEmpty else { return }
    guard (try? PlanFolder(path: path)) != nil else {
      throw Failure("\(path): is there, and holds no plan", remedy: remedy)
    }
    let own = [PlanFolder.planName, PlanFolder.pipelineName, RunRecord.name, PlanFolder.tracksName]
    let others =
      names.filter { !own.contains($0) }
      + FileTree.names(in: "\(path)/\(PlanFolder.tracksName)").filter { $0.wholeMatch(of: /[0-9]{4,}\.jsonl/) == nil }
    if let other = others.min() {
      throw Failure("\(path): holds \(other), which is no part of a plan", remedy: "move it, or \(remedy)")
    }
  }
}
