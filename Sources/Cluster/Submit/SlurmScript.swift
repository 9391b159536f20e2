import Files
import StageKit

/// The scripts that Slurm is given.
public struct SlurmScript: Sendable {
  /// What Slurm's queue calls all jobs of a plan: so they are found again.
  let name: String
  private let commands: PlanCommands
  private let resources: JobResources
  private let partition: String?
  private let extra: [String]

  /// - Parameters:
  ///   - partition: The queue; Slurm's default if `nil`.
  ///   - extra: Further options of `sbatch`, each one whole: `--account=music`.
  public init(_ commands: PlanCommands, resources: JobResources, partition: String?, extra: [String]) {
    self.commands = commands
    self.resources = resources
    self.partition = partition
    self.extra = extra
    name = "songboard-\(ContentHash.key([commands.plan, commands.output]).hex.prefix(8))"
  }

  /// Where scripts and logs go.
  var folder: String { "\(commands.output)/.songboard/slurm" }

  /// The script of an array of shards.
  func text(of array: SlurmArray) -> String {
    let most = resources.atOnce.map { "%\($0)" } ?? ""
    // The signal goes to the script's own process, which is songboard by then; without B it would go to steps, and there
    // are none. A task whose node is lost is queued again, and adds to its log.
    let indices = ShardRanges.text(of: array.indices)
    let options = [
      "--array=\(indices)\(most)", "--output=\(log("shards-%A_%a"))", "--open-mode=append", "--requeue",
      "--signal=B:TERM@60",
    ]
    return text(options, setting: ["export SONGBOARD_ARRAY_OFFSET=\(array.offset)"], running: commands.shard())
  }

  /// The script that joins the shards.
  var merge: String { text(["--output=\(log("merge-%j"))"], running: commands.merge) }

  /// The script of the stages that see the corpus; `nil` if there are none.
  var corpus: String? {
    commands.corpus.map {
      text(["--output=\(log("corpus-%j"))", "--requeue", "--signal=B:TERM@60"], running: $0)
    }
  }

  /// What ``SlurmEngine`` submits first, as text for people.
  ///
  /// - Parameters:
  ///   - shards: The unfinished shards, ascending.
  ///   - limit: Slurm's MaxArraySize.
  public func preview(of shards: [Int], below limit: Int) -> String {
    let arrays = SlurmArray.pieces(of: shards, below: limit).map { "# sbatch\n\(text(of: $0))" }
    let end = corpus.map { ["# sbatch --dependency=afterok:MERGE\n\($0)"] } ?? []
    return (arrays + ["# when no shard is unfinished: sbatch\n\(merge)"] + end).joined(separator: "\n")
  }

  private func text(_ options: [String], setting: [String] = [], running words: [String]) -> String {
    var all = ["--job-name=\(name)"] + options + ["--cpus-per-task=\(resources.processors)"]
    if let seconds = resources.seconds { all.append("--time=\((seconds + 59) / 60)") }
    if let memory = resources.memory { all.append("--mem=\((memory + 1_048_575) / 1_048_576)M") }
    if let partition { all.append("--partition=\(partition)") }
    let lines = (all + extra).map { "#SBATCH \(Self.quoted($0))" }
    return (["#!/bin/sh"] + lines + setting + ["exec \(words.shellLine)"]).joined(separator: "\n") + "\n"
  }

  /// A log's path, in which Slurm replaces only the name's `%`.
  private func log(_ name: String) -> String { "\(folder.replacing("%", with: "%%"))/\(name).log" }

  /// An option as `sbatch` reads it from a script. Source: `_get_next_opt` of its `sbatch/opt.c`: words end at spaces, and
  /// double quotes keep those, as a backslash does the next character.
  private static func quoted(_ option: String) -> String {
    option.contains { " \t\"'\\#".contains($0) }
      ? "\"\(option.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\"" : option
  }
}
