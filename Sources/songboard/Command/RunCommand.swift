import ArgumentParser
import Engine
import Files
import Glibc
import Pipeline
import PluginHost
import StageKit

/// `songboard run PIPELINE [AUDIO...]`
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs a pipeline over songs.",
    discussion: """
      Exit codes: 0 all tracks are complete; 1 some failed, are damaged, or have documents that a person has changed (the others \
      are complete); 2 the pipeline is invalid; 64 the command line is wrong; 74 the run gave up, as nothing more could be written; \
      75 interrupted (run again to go on). With --plan, 2 is also a plan of another version, of other stages or with other \
      plugins, a shard that it has not, or an output that cannot be written; 64 also a folder that holds no plan; and 75 also a \
      disk that takes no more, or songs whose disk is not there: another attempt may go well.
      """)

  @Argument(
    help: "The pipeline: a YAML file, or the name of one that is shipped, such as storyboard.", completion: .pipeline)
  var pipeline: String?

  @Argument(help: "Songs: files, folders or patterns. They replace those that the pipeline names.", completion: .file())
  var audio: [String] = []

  @Option(name: .shortAndLong, help: "The folder for documents.", completion: .directory)
  var output = "out"

  @Option(
    help: "The folder where results are stored for later runs; by default .songboard in the output folder.",
    completion: .directory)
  var store: String?

  @Option(help: "How many tracks to work on at once; by default as many as there are processors.")
  var jobs: Int?

  @OptionGroup
  var plugins: PluginOptions

  @Option(help: "A setting in place of the pipeline's, as stage.parameter=value; may be given again.")
  var set: [String] = []

  @OptionGroup
  var study: StudyOptions

  @Flag(help: "Only tell which documents would be made, and why.")
  var dryRun = false

  @Flag(help: "Stop at the first track that fails.")
  var failFast = false

  @Flag(
    help: "Replace documents that a person has changed, and files that songboard did not write; copies of them stay.")
  var overwrite = false

  @Flag(
    help: """
      When all is complete, remove files that earlier runs wrote of these songs and this plan does not make, unless a person \
      has changed them or the files of this run name them. Animatics stay.
      """)
  var prune = false

  @Flag(help: "Read all songs to see whether they have changed, whatever their times say.")
  var rehash = false

  @Flag(help: "Check the edits that the run's documents hold, as `songboard verify` does.")
  var verify = false

  @Option(help: "A file for the run's events, one JSON object per line.", completion: .file())
  var events: String?

  @OptionGroup(title: "A frozen plan")
  var frozen: FrozenPlanOptions

  func validate() throws {
    guard (pipeline == nil) != (frozen.plan == nil) else {
      throw ValidationError("name a pipeline, or a frozen plan with --plan")
    }
    guard frozen.plan == nil || (audio.isEmpty && set.isEmpty && !study.isStudy) else {
      throw ValidationError("a frozen plan has its songs and settings: leave them out")
    }
    guard frozen.plan != nil || frozen.isEmpty else { throw ValidationError("this takes --plan too") }
    guard !study.isStudy || events == nil else { throw ValidationError("--events takes one run, not a study") }
    guard frozen.plan == nil || !dryRun else { throw ValidationError("--dry-run takes a pipeline, not --plan") }
    guard frozen.plan == nil || !prune else { throw ValidationError("--prune takes a pipeline, not --plan") }
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs takes 1 to 256, not \(jobs)") }
  }

  func run() async throws {
    if let plan = frozen.plan { return try await run(planAt: plan) }
    if study.isStudy { return try await runStudy() }
    try await Interruption.interruptible {
      let host = try plugins.host(trusts: true)
      let run = try prepare(try PlanLoading(host).plan(pipeline ?? "", overrides: set, tracks: audio))
      defer { host.close().forEach { Console.message("warning: \($0)") } }
      if dryRun {
        ForecastText.lines(of: try run.forecast()).forEach { Console.data($0 + "\n") }
      } else {
        try await work(run)
      }
    }
  }

  /// The run of a plan over the songs that it names.
  func prepare(_ plan: Plan) throws -> Run {
    let hashes = FileHashes(SharedLedger(in: options.storePath, named: "hashes"), isNoting: false, rehash: rehash)
    return try self.run(of: plan, over: try plan.library(hashes: hashes), options)
  }

  /// How to run, as the command line says.
  var options: RunOptions {
    var options = RunOptions(output: output, jobs: jobs ?? Processors.count)
    options.store = store
    options.failFast = failFast
    options.overwrites = overwrite
    options.prunes = prune
    options.rehash = rehash
    options.decoding = DecodeWorkerCommand.decoding
    options.overrides = set
    return options
  }

  /// A run of a plan that nobody has begun yet.
  func run(of plan: Plan, over library: Library, _ options: RunOptions) throws -> Run {
    try UsageFailure.check {
      let log = events == "-" ? [] : [events].compactMap { $0 }
      return try Run(of: plan, over: library, options: options, version: Version.current, inputs: log)
    }
  }

  /// Runs, and ends the command with what came of it.
  ///
  /// - Parameters:
  ///   - journal: Takes the lines of tracks, in place of `run.jsonl`.
  ///   - incoming: Waits for a track that is to be done, in place of the run's own.
  ///   - finish: Is called when all tracks have been tried.
  func work(
    _ run: Run, journal: ((TrackReport) throws -> Void)? = nil, incoming: (@Sendable () -> LibraryTrack?)? = nil,
    finish: () throws -> Void = {}
  ) async throws {
    let log = try UsageFailure.check { try events.map { try EventLog.open($0) } }
    // A reader of events that goes away must not end the run.
    if log != nil { signal(SIGPIPE, SIG_IGN) }
    var display = ProgressDisplay(output: output)
    var documents: [String] = []
    let summary = try await run(tell: { Console.message($0) }, journal: journal, incoming: incoming) { event in
      display.show(event)
      if verify, case .trackFinished(let report) = event { documents += report.documents }
      // A log that cannot be written is no reason to lose a run.
      try? log?.append(EventRecord(event))
    }
    switch summary.end {
    case .interruption: throw ExitCode(75)
    // Another attempt at a shard may find a disk that takes its documents.
    case .gaveUp: throw ExitCode(frozen.plan == nil ? 74 : 75)
    case .allDone, .failure: break
    }
    if summary.end == .allDone { try finish() }
    let isVerified = try !verify || check(documents)
    if !summary.isFlawless || summary.partialCount > 0 || !isVerified { throw ExitCode(1) }
  }

  /// Whether the edits among the documents are well; what is wrong is told.
  private func check(_ documents: [String]) throws -> Bool {
    let files = documents.filter(EditCheck.isEdit).sorted().map { "\(output)/\($0)" }
    let result = try UsageFailure.check { try EditCheck(rate: nil).check(files) }
    for diagnostic in result.diagnostics { Console.message(diagnostic.description) }
    Console.message("\(result.summaries.count) of \(files.count) edits verified")
    return result.isWell
  }
}
