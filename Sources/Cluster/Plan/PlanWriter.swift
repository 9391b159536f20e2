import Engine
import Files
import Formats
import FoundationEssentials
import Glibc
import Pipeline
import StageKit

/// Freezes a plan: writes its folder under another name, then gives it its own, so that a plan is there whole or not at all.
public struct PlanWriter {
  private static let draftMark = ".partial-"

  private let path: String
  private let draft: String

  /// - Throws: ``Failure`` if something else than a plan is at the path.
  public init(path: String) throws(Failure) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    guard !path.isEmpty else { throw Failure("the plan's folder has no name", remedy: "name one with -o") }
    draft = "\(self.path)\(Self.draftMark)\(Attempt(at: "", time: RunClock.newID()).id)"
    try checkReplaceable()
  }

  /// Finds the tracks of a library, in any order: calls a closure with each, and with the place of what it was found by. Of
  /// tracks of one file that of the lowest place counts.
  public typealias TrackSearch = ((LibraryTrack, Int) throws(Failure) -> Void) throws -> Void

  /// Freezes a plan over a library, of whatever size: tracks are sorted on the disk.
  ///
  /// - Parameters:
  ///   - text: The pipeline's text.
  ///   - version: The program's version.
  ///   - build: The version and the commit, as `songboard --version` prints them.
  /// - Returns: The plan, and whether it was there already, all of it the same.
  /// - Throws: ``Failure`` if two tracks or their documents would be one, or the folder cannot be written; what the search
  ///   throws.
  public func write(
    _ plan: Plan, text: [UInt8], over search: TrackSearch, request: PlanRequest, version: String, build: String
  ) throws -> (plan: FrozenPlan, isKnown: Bool) {
    StaleFiles.removeFolders(
      in: FileTree.folder(of: path), prefix: "\(FilePath.lastPart(of: path))\(Self.draftMark)")
    let sorting = "\(draft)-sort"
    defer { for folder in [draft, sorting] { try? FileManager.default.removeItem(atPath: folder) } }
    try FileTree.makeFolder("\(draft)/\(PlanFolder.tracksName)")
    let tracks = try TrackSort(in: sorting)
    try search { (track, place) throws(Failure) in try tracks.add(track, place: place) }
    var frozen = FrozenPlan(plan, request: request, version: version)
    frozen.shards = [Int](repeating: 0, count: request.shards)
    var hash = ContentHash()
    hash.update(text)
    hash.update(try JSONForm.encoded(frozen))
    let places = try PlaceCheck(of: plan, in: "\(sorting)/places")
    let shards = try RecordSort(in: "\(sorting)/shards")
    try tracks.forEach { number, found in
      try places.add(found, number: number)
      var track = found
      if track.planned == nil { track.planned = try Self.planned(track, hashes: request.hashes) }
      let shard = PlannedTrack.shard(of: track.path, among: request.shards)
      frozen.shards[shard] += 1
      let line = PlannedTrack(number: number, track: track).line
      try shards.add(key: shard.bigEndianBytes + number.bigEndianBytes, value: Array("\(line)\n".utf8))
    }
    try places.check { try tracks.track($0) }
    try write(shards, of: frozen, into: &hash)
    frozen.id = String(hash.hex.prefix(16))
    frozen.version = build
    try write(try JSON.pretty(frozen), as: PlanFolder.planName)
    try write(String(decoding: text, as: UTF8.self), as: PlanFolder.pipelineName)
    let record = RunRecord(
      of: plan, id: frozen.id, version: version, overrides: request.overrides, tracks: frozen.trackCount)
    try write(record.text, as: RunRecord.name)
    if let known = try? PlanFolder(path: path), known.plan == frozen, isWhole { return (frozen, true) }
    try place()
    return (frozen, false)
  }

  /// Writes the tracks of each shard to a file.
  private func write(_ lines: RecordSort, of plan: FrozenPlan, into hash: inout ContentHash) throws {
    var file: (shard: Int, tracks: BufferedFile)?
    func open(_ shard: Int) throws {
      try file?.tracks.finish()
      let path = "\(draft)/\(PlanFolder.tracksName)/\(plan.label(of: shard)).jsonl"
      file = (shard, BufferedFile(try OutputFile(path: path, mode: .new)))
    }
    try open(0)
    try lines.forEach { key, line in
      // A shard may have no tracks, and has a file.
      while let shard = file?.shard, shard < Int(bigEndianBytes: key) { try open(shard + 1) }
      hash.update(line)
      try file?.tracks.write(line)
    }
    while let shard = file?.shard, shard + 1 < plan.shards.count { try open(shard + 1) }
    try file?.tracks.finish()
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

  /// Whether the plan that is there has all files of the draft as they are: a damaged one is written anew.
  private var isWhole: Bool {
    let tracks = FileTree.names(in: "\(draft)/\(PlanFolder.tracksName)").map { "\(PlanFolder.tracksName)/\($0)" }
    return ([PlanFolder.planName, PlanFolder.pipelineName, RunRecord.name] + tracks).allSatisfy { name in
      let digest = try? FileContent.digest(of: "\(draft)/\(name)")
      return digest != nil && digest == (try? FileContent.digest(of: "\(path)/\(name)"))
    }
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
