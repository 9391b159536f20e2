import ArgumentParser
import Cluster
import Engine
import Files
import FoundationEssentials
import Glibc
import Pipeline
import PluginHost
import StageKit

extension RunCommand {
  /// How many seconds a shard has to end after a signal: engines kill what does not.
  private static let grace = 4.0

  /// Runs a shard of a frozen plan, or its corpus stages.
  func run(planAt path: String) async throws {
    try await Interruption.interruptible(grace: Self.grace) {
      do {
        let folder = try PlanFolder.named(path)
        try folder.plan.check(version: Version.current)
        let host = try plugins.host(trusts: true, and: folder.plan.plugins)
        defer { host.close().forEach { Console.message("warning: \($0)") } }
        let plan = try PlanLoading(host).plan(folder)
        try folder.plan.check(plan)
        if let warning = folder.plan.warning(of: Version.text) { Console.message("warning: \(warning)") }
        if frozen.corpus {
          try await runCorpus(plan, folder)
        } else if frozen.tracks != nil {
          try await runTracks(plan, folder)
        } else {
          try await runShard(plan, folder)
        }
      } catch let failure as Failure {
        Console.message("error: \(failure)")
        throw ExitCode(failure.endsRun || failure.mayPass ? 75 : 2)
      }
    }
  }

  private func runShard(_ plan: Plan, _ folder: PlanFolder) async throws {
    let shard = try ShardNumber.number(
      flag: frozen.shard, environment: ProcessInfo.processInfo.environment, plan: folder.plan)
    let attempt = try ShardAttempt(at: shard, of: folder, in: output)
    var options = options
    options.attempt = attempt.attempt
    options.overrides = folder.plan.set
    let pack = frozen.pack ? try PackWriter(of: attempt.attempt, at: folder.plan, in: output) : nil
    if let pack { options.packing = Packing { try pack.add($0, of: $1, file: $2) } }
    let run = try run(of: plan, over: attempt.library, options)
    try await attempt(packing: pack) { journal in
      try await work(
        run, journal: journal, finish: { if let pack { tellOfPack(isNew: try attempt.finish(pack)) } })
    }
  }

  private func runTracks(_ plan: Plan, _ folder: PlanFolder) async throws {
    let lines = try TrackLines(of: folder, in: output)
    var options = options
    options.attempt = lines.attempt
    options.overrides = folder.plan.set
    // A reader of answers that goes away must not end the run.
    signal(SIGPIPE, SIG_IGN)
    var end: (any Error)?
    do {
      try await work(
        try run(of: plan, over: Library(tracks: []), options), journal: { try lines.answer($0) },
        incoming: { lines.next() })
    } catch { end = error }
    // A plan that cannot be read says more than tracks that failed.
    if let end = lines.fault ?? end { throw end }
    if lines.refusedCount > 0 {
      Console.message("error: \(lines.refusedCount) lines name no track of the plan")
      throw ExitCode(1)
    }
  }

  private func runCorpus(_ plan: Plan, _ folder: PlanFolder) async throws {
    guard folder.plan.hasCorpusStages else {
      Console.message("no stage of this plan sees the corpus: there is nothing to do")
      return
    }
    var options = options
    options.overrides = folder.plan.set
    guard frozen.pack || !PackReader(of: folder, in: output).hasPackedShards else {
      throw Failure("\(output): the plan's shards are packed", remedy: "pack this too: --corpus --pack")
    }
    let attempt = Attempt(at: PackWriter.corpusPart, time: RunClock.newID())
    let pack = frozen.pack ? try PackWriter(of: attempt, at: folder.plan, in: output) : nil
    if let pack { options.packing = Packing(isBehindCorpus: true) { try pack.add($0, of: $1, file: $2) } }
    let library = try folder.mergedLibrary(in: output)
    // Its lines come to the merged ones, which another merge replaces.
    try await OwnFile(Merger.recordName, in: output).extend {
      try await work(
        try run(of: plan, over: library, options),
        finish: { if let pack { tellOfPack(isNew: try pack.finish()) } })
    }
  }

  private func tellOfPack(isNew: Bool) {
    if !isNew { Console.message("a pack with more documents is there already, and stays") }
  }
}
