import ArgumentParser
import Cluster
import Files
import StageKit

/// `songboard status PLAN/ -o OUT/`
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Tells how far the shards of a plan are; prints the numbers of those that are not done.",
    discussion: """
      The numbers stand on standard output, as `sbatch --array` takes them: 3,7,12-15. A shard is done when each of its \
      tracks has been tried to its end, also if some failed. Nothing is written.
      Exit codes: 0 all shards are done; 1 some are not, or something cannot be read; 64 the command line is wrong, or names \
      no plan.
      """)

  @Argument(help: "The plan's folder.", completion: .directory)
  var plan: String

  @Option(name: .shortAndLong, help: "The folder for documents that the shards were given.", completion: .directory)
  var output = "out"

  func run() async throws {
    try await Interruption.interruptible {
      do {
        let status = try PlanStatus(of: try PlanFolder.named(plan).plan, in: output)
        for line in Self.lines(of: status) { Console.message(line) }
        if status.triedCount == 0, !FileTree.isFolder(output) {
          Console.message("\(output): there is no such folder yet; name with -o the one that the shards are given")
        }
        Console.data("\(ShardRanges.text(of: status.unfinished))\n")
        if !status.unfinished.isEmpty { throw ExitCode(1) }
      } catch let failure as Failure {
        Console.message("error: \(failure)")
        throw ExitCode(1)
      }
    }
  }

  private static func lines(of status: PlanStatus) -> [String] {
    let failed = status.counts.filter { !$0.key.isComplete }.sorted { $0.key.rawValue < $1.key.rawValue }
    let others = failed.map { "\($0.value) \($0.key.rawValue)" }
    let left = status.secondsLeft.map { ["about \(ClockTime.text(left: $0)) left"] } ?? []
    let tracks = ["\(status.completeCount) done"] + others + ["\(status.unfinishedTracks) unfinished"] + left
    var lines = [
      "\(status.tracks) tracks: \(tracks.joined(separator: ", "))",
      "\(status.shards) shards: \(status.shards - status.unfinished.count) done, \(status.unfinished.count) unfinished",
    ]
    if status.damagedLines > 0 {
      lines.append("warning: \(status.damagedLines) damaged lines of journals do not count")
    }
    return lines
  }
}
