import Files
import ArgumentParser
import Engine
import Glibc
import Pipeline
import StageKit

/// `songboard run PIPELINE [AUDIO...]`
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs a pipeline over songs.",
    discussion: """
      Exit codes: 0 all tracks are complete, 1 some failed or are damaged (the others are complete), 2 the pipeline is invalid, \
      64 the command line is, 75 interrupted (run again to go on).
      """)

  @Argument(help: "The pipeline, a YAML file.")
  var pipeline: String

  @Argument(help: "Songs: files, folders or patterns. They replace those that the pipeline names.")
  var audio: [String] = []

  @Option(name: .shortAndLong, help: "The folder for documents.")
  var output = "out"

  @Option(help: "How many tracks to work on at once; by default as many as there are processors.")
  var jobs: Int?

  @Option(help: "A setting in place of the pipeline's, as stage.parameter=value; may be given again.")
  var set: [String] = []

  @Flag(help: "Only tell which documents would be made, and why.")
  var dryRun = false

  @Flag(help: "Stop at the first track that fails.")
  var failFast = false

  @Flag(help: "Check the edits that the run's documents hold, as `songboard verify` does.")
  var verify = false

  @Option(help: "A file for the run's events, one JSON object per line.")
  var events: String?

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs takes 1 to 256, not \(jobs)") }
  }

  func run() async throws {
    let plan = try PlanLoading.plan(pipeline, overrides: set, tracks: audio)
    let library = try library(for: plan)
    let options = RunOptions(
      output: output, jobs: jobs ?? Processors.count, failFast: failFast, decoding: DecodeWorkerCommand.decoding)
    let run = try UsageFailure.check {
      try Run(of: plan, over: library, options: options, version: Version.current)
    }
    if dryRun {
      tell(run.forecast())
    } else {
      try await work(run)
    }
  }

  private func library(for plan: Plan) throws -> Library {
    guard !plan.source.files.isEmpty else {
      throw ValidationError("no songs: name files or folders after the pipeline, or under `source` in \(pipeline)")
    }
    return try UsageFailure.check { try Library(plan.source) }
  }

  private func tell(_ forecast: Forecast) {
    for track in forecast.tracks {
      for work in track.work { Console.data("\(work.subject): \(work.stage) would run: \(work.reason)\n") }
      if let failure = track.failure {
        Console.data("\(track.path): would fail: \(failure)\n")
      } else if track.work.isEmpty {
        Console.data("\(track.path): up to date\n")
      }
    }
    for work in forecast.stages {
      let verb = work.isKept ? "would only write its documents" : "would run"
      Console.data("\(work.stage) \(verb): \(work.reason)\n")
    }
  }

  private func work(_ run: Run) async throws {
    let log = try UsageFailure.check { try events.map { try LineFile(path: $0, mode: .replacing) } }
    // A reader of events that goes away must not end the run.
    if log != nil { signal(SIGPIPE, SIG_IGN) }
    let output = output
    let task = Task {
      var display = ProgressDisplay(output: output)
      var documents: [String] = []
      let summary = try await run { event in
        display.show(event)
        if case .trackFinished(let report) = event { documents += report.documents }
        // A log that cannot be written is no reason to lose a run.
        try? log?.append(EventRecord(event))
      }
      return (summary: summary, documents: documents)
    }
    let interruption = Interruption { task.cancel() }
    let (summary, documents) = try await task.value
    interruption.end()
    if summary.end == .interruption { throw ExitCode(75) }
    let isVerified = try !verify || check(documents)
    if !summary.isFlawless || summary.keptCount > 0 || !isVerified { throw ExitCode(1) }
  }

  /// Whether the edits among the documents are well; what is wrong is told.
  private func check(_ documents: [String]) throws -> Bool {
    let files = documents.filter(EditCheck.isEdit).sorted().map { "\(output)/\($0)" }
    let result = try UsageFailure.check { try EditCheck(rate: nil).check(files) }
    for diagnostic in result.diagnostics { Console.message(diagnostic.description) }
    Console.message("\(result.summaries.count) of \(files.count) edits verified")
    return result.diagnostics.isEmpty
  }
}
