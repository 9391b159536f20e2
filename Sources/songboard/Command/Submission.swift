import ArgumentParser
import Cluster
import Engine
import Files
import Formats
import StageKit

/// The work of `songboard submit`: a plan that an engine runs, or what it would be given.
struct Submission {
  /// Slurm's MaxArraySize where nobody has set it, for a preview on a machine without Slurm.
  private static let usualArraySize = 1001
  /// The most failed tracks that are named.
  private static let mostNamed = 20

  let folder: PlanFolder
  let commands: PlanCommands
  let resources: JobResources

  /// Submits and waits, or prints.
  func run(_ command: SubmitCommand) async throws {
    if command.engine != .local { try UsageFailure.check { try commands.checkLines() } }
    switch command.engine {
    case .kubernetes:
      let job = try UsageFailure.check {
        try KubernetesJob(
          commands, shards: folder.plan.shards.count, resources: resources, image: command.image,
          volumes: try command.volume.map { try KubernetesJob.Volume($0) }, retries: command.rounds)
      }
      Console.data(job.text)
    case .slurm:
      let script = SlurmScript(
        commands, resources: resources, partition: command.partition, extra: command.extra)
      if command.dryRun { return Console.data(script.preview(of: try unfinished(), below: arraySize())) }
      try await run(on: try SlurmEngine(script, tell: Console.message), rounds: command.rounds)
    case .local:
      // Each shard would refuse it.
      if command.job.program == nil { try folder.plan.check(version: Version.current) }
      let engine = LocalEngine(commands, atOnce: resources.atOnce ?? Processors.count, tell: Console.message)
      if command.dryRun { return Console.data(engine.preview(of: try unfinished())) }
      try await run(on: engine, rounds: command.rounds)
    }
  }

  private func run(on engine: some ShardEngine, rounds: Int) async throws {
    let rounds = Rounds(
      limit: rounds,
      rest: {
        let status = try self.status()
        return Rounds.Rest(shards: status.unfinished, tracks: status.unfinishedTracks)
      }, tell: Console.message)
    let (left, isWhole) = try await rounds.run(on: engine)
    guard left.isEmpty else {
      Console.message("unfinished shards: \(ShardRanges.text(of: left)); nothing is merged; submit again to go on")
      throw ExitCode(75)
    }
    let status = try self.status()
    Console.message("\(status.completeCount) of \(status.tracks) tracks are complete")
    if status.completeCount < status.tracks { try tellFailures() }
    guard status.completeCount == status.tracks, isWhole else { throw ExitCode(1) }
  }

  /// Names tracks that are not complete, as the merged record has them.
  private func tellFailures() throws {
    let record = "\(commands.output)/run.jsonl"
    var named: Set<String> = []
    try FileLines.forEach(of: record) { line in
      guard named.count < Self.mostNamed, let report = try? JSONReader.read(Array(line)),
        let track = report["track"]?.text, let status = report["status"]?.text.flatMap(TrackStatus.init),
        !status.isComplete, named.insert(track).inserted
      else { return }
      let reason = report["reason"]?.text.map { ": \($0)" } ?? ""
      Console.message(Console.printable("\(track): \(status.rawValue)\(reason)"))
    }
    if named.count == Self.mostNamed { Console.message("there may be more: see \(record)") }
  }

  private func status() throws -> PlanStatus { try PlanStatus(of: folder.plan, in: commands.output) }

  private func unfinished() throws -> [Int] { try status().unfinished }

  private func arraySize() -> Int {
    do {
      return try SlurmEngine.maxArraySize()
    } catch {
      Console.message("\(error); arrays of \(Self.usualArraySize - 1), as Slurm has them by default")
      return Self.usualArraySize
    }
  }
}
