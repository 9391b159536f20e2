import ArgumentParser
import Cluster
import Engine
import Files
import Pipeline
import StageKit

/// `songboard plan PIPELINE [AUDIO...] --shards N -o PLAN/`
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Freezes a pipeline and its songs, cut into shards for many machines.",
    discussion: """
      Each shard is done by `songboard run --plan PLAN --shard NUMBER -o OUT`, on any machine that sees the songs, the \
      plan and the output folder, as often as it takes; `songboard status` tells what is left, `songboard merge` joins \
      the records.
      Exit codes: 0 the plan is there; 1 it cannot be written; 2 the pipeline is invalid; 64 the command line is wrong; 75 \
      interrupted.
      """)

  @Argument(
    help: "The pipeline: a YAML file, or the name of one that is shipped, such as storyboard.", completion: .pipeline)
  var pipeline: String

  @Argument(help: "Songs: files, folders or patterns. They replace those that the pipeline names.", completion: .file())
  var audio: [String] = []

  @Option(help: "How many shards there are to be.")
  var shards: Int

  @Option(name: .shortAndLong, help: "The folder for the plan.", completion: .directory)
  var output: String

  @Flag(
    help: "Read all songs, so that copies with other times count as the same, and shards need not read them to know.")
  var hash = false

  @OptionGroup
  var plugins: PluginOptions

  @Option(help: "A setting in place of the pipeline's, as stage.parameter=value; may be given again.")
  var set: [String] = []

  func validate() throws {
    guard (1...PlanRequest.mostShards).contains(shards) else {
      throw ValidationError("--shards takes 1 to \(PlanRequest.mostShards), not \(shards)")
    }
  }

  func run() async throws {
    try await Interruption.interruptible {
      let host = try plugins.host(trusts: true)
      defer { host.close().forEach { Console.message("warning: \($0)") } }
      let writer = try UsageFailure.check { try PlanWriter(path: output) }
      let loading = try PlanLoading(host)
      let file = FileTree.fromRoot(ShippedPipelines.file(pipeline))
      if let fault = ShippedPipelines.fault(of: pipeline) {
        Console.message(Diagnostic(file: pipeline, fault).description)
        throw ExitCode(2)
      }
      do {
        let text = try FileContent.bytes(of: file, atMost: Planner.mostBytes)
        let plan = try loading.plan(text, of: file, overrides: set, from: FileTree.fromRoot("."), tracks: audio)
        let request = PlanRequest(
          shards: shards, overrides: set, audio: audio, plugins: plugins.paths, hashes: hash)
        let earlier = (try? PlanFolder(path: output))?.plan.id
        let (frozen, isKnown) = try writer.write(
          plan, text: text, over: plan.forEachTrack, request: request, version: Version.current,
          build: Version.text)
        Console.message(
          "\(Self.counted(frozen.trackCount, "track")) in \(Self.counted(shards, "shard")) of \(Self.span(frozen.shards)), "
            + (isKnown ? "as before" : "plan \(frozen.id)") + ": \(output)")
        if let earlier, earlier != frozen.id {
          Console.message(
            "warning: plan \(earlier) was there; jobs that wait for its shards would do those of this one")
        }
      } catch let failure as Failure {
        Console.message("error: \(failure)")
        throw ExitCode(1)
      }
    }
  }

  private static func counted(_ count: Int, _ thing: String) -> String { "\(count) \(thing)\(count == 1 ? "" : "s")" }

  /// From the least to the most.
  private static func span(_ counts: [Int]) -> String {
    let (least, most) = (counts.min() ?? 0, counts.max() ?? 0)
    return least == most ? "\(most)" : "\(least) to \(most)"
  }
}
