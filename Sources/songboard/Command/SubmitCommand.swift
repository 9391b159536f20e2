import ArgumentParser
import Cluster
import Files
import StageKit

/// `songboard submit PLAN --engine slurm|kubernetes|local`
struct SubmitCommand: AsyncParsableCommand {
  /// Who runs the shards.
  enum EngineName: String, CaseIterable, ExpressibleByArgument {
    case slurm, kubernetes, local
  }

  static let configuration = CommandConfiguration(
    commandName: "submit", abstract: "Has Slurm, Kubernetes or this machine run the shards of a plan.",
    discussion: """
      slurm and local: runs what is unfinished, waits, runs again what did not come to its end, then merges, and runs the \
      stages that see the corpus. It may be interrupted and begun again at any time: jobs of Slurm stay in the queue, and are \
      waited for. After a round of which nothing came, as where a disk is gone, it waits, longer each time. kubernetes: prints \
      a Job for kubectl apply.
      Exit codes: 0 all tracks are complete; 1 some failed for good, or the engine refused the work; 64 the command line is \
      wrong, or names no plan; 75 interrupted, or shards are unfinished after the last round (submit again to go on).
      """)

  @Argument(
    help: "The plan: a folder that `songboard plan` made, which all nodes see at the same path.", completion: .directory
  )
  var plan: String

  @Option(help: "Who runs the shards.")
  var engine: EngineName

  @Option(
    name: .shortAndLong, help: "The folder for documents, which all nodes see at the same path.", completion: .directory
  )
  var output = "out"

  @Option(
    help: "The folder where results are stored; by default .songboard in the output folder.", completion: .directory)
  var store: String?

  @Flag(help: "Put the tracks' documents into packs, as `run --plan --pack` does.")
  var pack = false

  @Flag(help: "Only print what would be submitted.")
  var dryRun = false

  @Option(help: "How many rounds follow the first: in each, shards that did not come to their end are run again.")
  var rounds = 3

  @OptionGroup
  var job: JobOptions

  @Option(help: "Slurm: the partition.")
  var partition: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: "Slurm: a further option of sbatch, such as --extra --account=music; may be given again.")
  var extra: [String] = []

  @Option(help: "Kubernetes: the container image that has the program.")
  var image = "songboard:\(Version.current)"

  @Option(
    help: ArgumentHelp(
      "Kubernetes: a claim with songs, plan or output, and where pods see it; may be given again.",
      valueName: "CLAIM:/PATH[:ro]"))
  var volume: [String] = []

  func validate() throws {
    if !(0...100).contains(rounds) { throw ValidationError("--rounds takes 0 to 100, not \(rounds)") }
  }

  func run() async throws {
    try await Interruption.interruptible {
      do {
        let folder = try PlanFolder.named(plan)
        if let warning = folder.plan.warning(of: Version.text) { Console.message("warning: \(warning)") }
        let submission = Submission(
          folder: folder, commands: commands(of: folder.plan), resources: try job.resources())
        try await submission.run(self)
      } catch let failure as Failure {
        Console.message("error: \(failure)")
        throw ExitCode(1)
      } catch is CancellationError {
        Console.message("interrupted: what is done stays, and jobs of Slurm go on; submit again to go on")
        throw ExitCode(75)
      }
    }
  }

  private func commands(of frozen: FrozenPlan) -> PlanCommands {
    let own = FileTree.realPath("/proc/self/exe") ?? "songboard"
    var options = ["--jobs", String(job.cpus)]
    if pack { options.append("--pack") }
    if let store { options += ["--store", FileTree.fromRoot(store)] }
    return PlanCommands(
      program: job.program ?? (engine == .kubernetes ? "songboard" : own), plan: FileTree.fromRoot(plan),
      output: FileTree.fromRoot(output), hasCorpusStages: frozen.hasCorpusStages, options: options)
  }
}

/// What a job is and may take, whatever the engine.
struct JobOptions: ParsableArguments {
  @Option(help: "How many shards run at once; by default as the engine will, and local as there are processors.")
  var jobs: Int?

  @Option(help: "Processors of each shard.")
  var cpus = 1

  @Option(help: "How long a shard may run: \(UnitNumber.jobTime.form). What it has done by then stays done.")
  var time: String?

  @Option(help: "Memory of each shard: \(UnitNumber.jobMemory.form).")
  var memory: String?

  @Option(help: "The program where shards run; by default this one, and songboard in containers.")
  var program: String?

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes 1 or more, not \(jobs)") }
    if !(1...256).contains(cpus) { throw ValidationError("--cpus takes 1 to 256, not \(cpus)") }
  }

  /// What a job may take.
  func resources() throws -> JobResources {
    var resources = JobResources()
    resources.seconds = try time.map { try UnitNumber.jobTime.value(of: $0, for: "--time") }
    resources.memory = try memory.map { try UnitNumber.jobMemory.value(of: $0, for: "--memory") }
    resources.processors = cpus
    resources.atOnce = jobs
    return resources
  }
}
