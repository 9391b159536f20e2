import Engine
import Files
import Formats
import FoundationEssentials
import StageKit

/// Joins the journals of a plan's shards: one `run.jsonl`, sorted by track, each planned track once, and an index of it.
public struct Merger: Sendable {
  /// A planned track that no journal has a whole line of.
  public struct Missing: Sendable, Hashable {
    /// Its shard.
    public let shard: Int
    /// Its path in the library.
    public let track: String
  }

  /// What came of it.
  public struct Outcome: Sendable {
    /// The tracks without a line; nothing was written if there are any.
    public fileprivate(set) var missing: [Missing] = []
    /// How many tracks ended in each way.
    public fileprivate(set) var counts: [TrackStatus: Int] = [:]
    /// How many lines were damaged, or of no track of their shard.
    public fileprivate(set) var oddLines = 0
    /// Files that somebody else wrote or changed, and that have other names now.
    public fileprivate(set) var copies: [String] = []
  }

  /// The file of the lines of tracks in the output folder.
  public static let recordName = "run.jsonl"

  private static let draftPrefix = "merge-"

  private let folder: PlanFolder
  private let output: String

  /// A merger of a plan's journals in an output folder.
  public init(_ folder: PlanFolder, in output: String) {
    (self.folder, self.output) = (folder, output)
  }

  /// Merges.
  ///
  /// - Throws: ``Failure`` if a journal cannot be read or the output folder not be written, `CancellationError`.
  public func callAsFunction() throws -> Outcome {
    let plan = folder.plan
    let own = "\(output)/.songboard"
    let draft = "\(own)/\(Self.draftPrefix)\(Attempt(at: "", time: RunClock.newID()).id)"
    guard FileTree.isFolder(output) else {
      throw Failure("\(output): there is no such folder", remedy: "name it with -o")
    }
    StaleFiles.removeFolders(in: own, prefix: Self.draftPrefix)
    try FileTree.makeFolder(draft)
    defer { try? FileManager.default.removeItem(atPath: draft) }
    var outcome = Outcome()
    let sorted = try RecordSort(in: "\(draft)/lines")
    let files = JournalFolder(of: plan, in: output).files()
    for shard in plan.shards.indices {
      try Task.checkCancellation()
      try gather(shard, files[shard] ?? [], into: sorted, &outcome)
    }
    guard outcome.missing.isEmpty else { return outcome }
    let index = try TrackIndex(path: "\(draft)/\(TrackIndex.name)", of: plan)
    let lines = BufferedFile(try OutputFile(path: "\(draft)/\(Self.recordName)", mode: .new))
    try sorted.forEach { key, value in
      let line = Array(value.dropFirst(MemoryLayout<Int>.size))
      let node = try JSONReader.read(line)
      try index.add(node, number: Int(bigEndianBytes: key), shard: Int(bigEndianBytes: value))
      if let status = node["status"]?.text.flatMap({ TrackStatus(rawValue: $0) }) {
        outcome.counts[status, default: 0] += 1
      }
      try lines.write(line + [UInt8(ascii: "\n")])
    }
    try lines.finish()
    try index.finish()
    for name in [Self.recordName, TrackIndex.name] { try publish("\(draft)/\(name)", as: name, &outcome) }
    try publish("\(folder.path)/\(RunRecord.name)", as: RunRecord.name, &outcome)
    return outcome
  }

  /// Finds the line that counts of each track of a shard.
  private func gather(
    _ shard: Int, _ files: [String], into sorted: RecordSort, _ outcome: inout Outcome
  ) throws {
    // By bytes: to Swift's strings, names that differ only in how Unicode composes a letter are equal.
    var best: [[UInt8]: (line: JournalLine, bytes: [UInt8])] = [:]
    for file in files {
      try FileLines.forEach(of: file) { bytes in
        let all = Array(bytes)
        guard let line = JournalLine(bytes), let name = (try? JSONReader.read(all))?["track"]?.text else {
          outcome.oddLines += 1
          return
        }
        let track = Array(name.utf8)
        if let other = best[track], line.precedes(other.line) { return }
        best[track] = (line, all)
      }
    }
    for planned in try folder.tracks(of: shard) {
      guard let found = best.removeValue(forKey: Array(planned.track.path.utf8)) else {
        outcome.missing.append(Missing(shard: shard, track: planned.track.path))
        continue
      }
      guard outcome.missing.isEmpty else { continue }
      try sorted.add(key: planned.number.bigEndianBytes, value: shard.bigEndianBytes + found.bytes)
    }
    outcome.oddLines += best.count
  }

  /// Gives a file its name; one that is not as songboard wrote it gets another.
  private func publish(_ file: String, as name: String, _ outcome: inout Outcome) throws {
    let copy = try OwnFile(path: "\(output)/\(name)").write(overwrites: true) { place in
      let target = try OutputFile(path: place, mode: .new)
      var failure: Failure?
      try FileContent.forEachPiece(of: file) { piece in
        do throws(Failure) { try target.write(piece) } catch { failure = failure ?? error }
      }
      if let failure { throw failure }
    }
    if let copy { outcome.copies.append(copy) }
  }
}
