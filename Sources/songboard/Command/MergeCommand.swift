import ArgumentParser
import Cluster
import StageKit

/// `songboard merge PLAN/ -o OUT/`
struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Joins the records of a plan's shards: run.jsonl, run.yaml and index.sqlite.",
    discussion: """
      run.jsonl gets one line for each track of the plan, sorted by track. If tracks are missing, nothing is written, and \
      standard output has a line for each: its shard, a tab, its path. `songboard run --plan PLAN --corpus` comes after it.
      Exit codes: 0 merged; 1 tracks are missing, or something cannot be read or written; 64 the command line is wrong, or \
      names no plan; 75 interrupted.
      """)

  @Argument(help: "The plan's folder.", completion: .directory)
  var plan: String

  @Option(name: .shortAndLong, help: "The folder for documents that the shards were given.", completion: .directory)
  var output = "out"

  func run() async throws {
    try await Interruption.interruptible {
      do {
        let folder = try PlanFolder.named(plan)
        let outcome = try Merger(folder, in: output)()
        if outcome.oddLines > 0 {
          Console.message("warning: \(outcome.oddLines) lines of journals are damaged or of no planned track")
        }
        for copy in outcome.copies { Console.message("warning: a file that was there is now \(output)/\(copy)") }
        guard outcome.missing.isEmpty else { throw missing(outcome.missing) }
        let counts = outcome.counts.sorted { $0.key.rawValue < $1.key.rawValue }.map {
          "\($0.value) \($0.key.rawValue)"
        }
        Console.message("\(folder.plan.trackCount) tracks: \(counts.joined(separator: ", "))")
      } catch let failure as Failure {
        Console.message("error: \(failure)")
        throw ExitCode(1)
      }
    }
  }

  private func missing(_ tracks: [Merger.Missing]) -> ExitCode {
    for track in tracks { Console.data("\(track.shard)\t\(Console.printable(track.track))\n") }
    let shards = ShardRanges.text(of: Set(tracks.map(\.shard)).sorted())
    Console.message("error: \(tracks.count) tracks are missing, of the shards \(shards); run these again")
    return ExitCode(1)
  }
}
