import Files
import Glibc
import StageKit

/// The journals of a plan in an output folder: a file for each attempt at a shard, `0007.PLAN-TIME-HOST-PROCESS.jsonl`, with
/// lines as `run.jsonl` has them. Nobody else adds to one.
public struct JournalFolder: Sendable {
  private let path: String
  private let plan: FrozenPlan

  /// The journals of a plan in an output folder.
  public init(of plan: FrozenPlan, in output: String) {
    path = "\(output)/.songboard/journals"
    self.plan = plan
  }

  /// Where a shard's attempt has its journal.
  public func file(of shard: Int, _ attempt: Attempt) -> String {
    "\(path)/\(plan.label(of: shard)).\(plan.id)-\(attempt.id).jsonl"
  }

  /// Opens the journal of an attempt at a shard, which nobody else has.
  ///
  /// - Throws: ``Failure`` if it cannot be made.
  public func open(of shard: Int, _ attempt: Attempt) throws(Failure) -> LineFile {
    try FileTree.makeFolder(path)
    return try LineFile(path: file(of: shard, attempt), mode: .new)
  }

  /// Takes in the journal of an attempt at a shard that was written elsewhere.
  ///
  /// - Throws: ``Failure`` if it cannot get its name.
  func take(_ journal: String, of shard: Int, _ attempt: Attempt) throws(Failure) {
    try FileTree.makeFolder(path)
    let place = file(of: shard, attempt)
    guard rename(journal, place) == 0 else { throw Failure.writing(place, errno) }
  }

  /// The journals of each shard that has some, the oldest first.
  public func files() -> [Int: [String]] {
    var files: [Int: [String]] = [:]
    for name in FileTree.names(in: path) where name.hasSuffix(".jsonl") {
      let parts = name.split(separator: ".", maxSplits: 1)
      guard parts.count == 2, parts[1].hasPrefix("\(plan.id)-"), let shard = Int(parts[0]),
        plan.shards.indices.contains(shard)
      else { continue }
      files[shard, default: []].append("\(path)/\(name)")
    }
    return files.mapValues { $0.sorted() }
  }
}
