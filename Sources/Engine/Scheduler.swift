import Files
import Glibc
import Pipeline
import StageKit
import Store

/// Goes through a run: turns of the tracks, and between them the corpus stages that must work. It belongs to one task.
final class Scheduler {
  let run: Run
  /// What has come of the run so far.
  var summary = RunSummary()

  var graph: TaskGraph { run.graph }

  init(run: Run) {
    self.run = run
  }

  /// - Parameters:
  ///   - tell: Is told, from any thread, that the run waits for another one.
  ///   - journal: Takes the lines of tracks, in place of `run.jsonl`.
  ///   - incoming: Waits for a track that is to be done; `nil` for those of the run.
  ///   - report: Is told what happens, in order.
  /// - Throws: ``Failure`` if nothing more can be written, `CancellationError`.
  func start(
    tell: @escaping @Sendable (String) -> Void, journal: ((TrackReport) throws -> Void)?,
    incoming: (@Sendable () -> LibraryTrack?)?, report: (RunEvent) -> Void
  ) async throws {
    report(.started(tracks: run.tracks.count, parts: run.parts))
    let store = try Store(path: run.options.storePath, attempt: run.options.attempt) {
      tell("waits for another process that collects the store \(run.options.storePath)")
    }
    let folder = run.folder.path
    let publisher = try Publisher(
      run.folder, places: run.places, run: run.id, overwrites: run.options.overwrites,
      tell: { tell("waits for another run that writes to \(folder)") })
    do {
      let note = try journal ?? fileOfLines()
      let ground = run.ground(store: store, published: publisher.published)
      try await work(ground, publisher, journal: note, incoming: incoming, report: report)
      summary.earlier = try run.earlier(after: summary, by: publisher)
    } catch {
      // Whatever ended the run, what it has used and made is of use to the next.
      publisher.close()
      try? store.keep(run.manifest(of: store), isAlone: isAlone)
      throw error
    }
    publisher.close()
    try store.keep(run.manifest(of: store), isAlone: isAlone)
  }

  /// Whether the run stands for all of its output, and is no attempt at a part of it.
  private var isAlone: Bool { run.options.attempt == nil }

  /// What takes lines in the output folder.
  private func fileOfLines() throws -> (TrackReport) throws -> Void {
    let file = try LineFile(path: "\(run.folder.path)/run.jsonl", mode: .appending)
    return { try file.append($0) }
  }

  private func work(
    _ ground: RunGround, _ publisher: Publisher, journal: (TrackReport) throws -> Void,
    incoming: (@Sendable () -> LibraryTrack?)?, report: (RunEvent) -> Void
  ) async throws {
    if isAlone { try publisher.publishOwn(run.record.text, as: RunRecord.name) }
    func finish(_ progress: TrackProgress) throws {
      let line = progress.report(of: run.id, time: RunClock.now)
      try journal(line)
      summary.add(line, failFast: run.options.failFast)
      report(.trackFinished(line))
    }
    if graph.corpus.isEmpty || !isAlone {
      try await runTracks(
        ground, publisher, incoming: incoming, begin: { report(.trackStarted(path: $0.path)) }, finish: finish)
    } else {
      try await runCorpus(ground, publisher, report: report, finish: finish)
    }
  }

  /// A plan of single tracks, or a part of a library, whose corpus stages come later: one turn each.
  private func runTracks(
    _ ground: RunGround, _ publisher: Publisher, incoming: (@Sendable () -> LibraryTrack?)?,
    begin: (LibraryTrack) -> Void, finish: (TrackProgress) throws -> Void
  ) async throws {
    let turn = TrackTurn(ground: ground, publisher: publisher, level: 0, corpusStages: graph.corpus)
    let jobs = Jobs(count: run.options.jobs)
    let retry = TrackRetry { [run] in run.files(of: $0) }
    let work: @Sendable (LibraryTrack) throws -> TrackProgress = { track in
      try retry(track) {
        var progress = TrackProgress(track)
        guard let member = try progress.identify(on: ground) else { return progress }
        return try turn(member, progress)
      }
    }
    func take(_ result: Result<TrackProgress, any Error>) throws -> Bool {
      let progress = try result.get()
      if !isAlone, !progress.goesOn { try Self.waitForSignal() }
      try finish(progress)
      return summary.end == .allDone
    }
    if let incoming {
      try await jobs(asTheyCome: incoming, begin: begin, work: work, take: take)
    } else {
      try await jobs(through: run.tracks, begin: begin, work: work, take: take)
    }
  }

  /// An engine that ends a job signals all of its processes, and a decoder may end before this one knows: a failure
  /// counts only if no interruption follows it at once.
  ///
  /// - Throws: `CancellationError`.
  private static func waitForSignal() throws {
    usleep(200_000)
    try Task.checkCancellation()
  }

  /// A plan with corpus stages: turns of all tracks, and after each the stage that must work.
  private func runCorpus(
    _ ground: RunGround, _ publisher: Publisher, report: (RunEvent) -> Void, finish: (TrackProgress) throws -> Void
  ) async throws {
    var corpus = try await members(ground, report: report, finish: finish)
    guard summary.end == .allDone else { return }
    corpus.setKeys(from: 0, on: ground)
    var demand = try CorpusDemand(of: corpus.members, on: ground)
    let last = graph.lastTurn(before: Set(graph.corpus))
    for level in 0...graph.corpus.count {
      let index = level < graph.corpus.count ? graph.corpus[level] : nil
      let needed = index.flatMap { demand.stages.contains($0) ? $0 : nil }
      if level == 0 || needed != nil || graph.hasDocuments(at: level) {
        let turn = TrackTurn(
          ground: ground, publisher: publisher, level: level, corpusStages: [needed].compactMap(\.self))
        let failed = try await corpus.turn(turn, jobs: run.options.jobs) { progress in
          if !progress.goesOn || level == last {
            try finish(progress)
          } else if level == 0 {
            report(.trackWaits(progress.report(of: run.id, time: RunClock.now)))
          }
          return summary.end == .allDone
        }
        guard summary.end == .allDone else { return }
        if failed, level < graph.corpus.count {
          // Without them the stages that come are other tasks, of which the store may have the results.
          corpus.setKeys(from: level, on: ground)
          demand = try CorpusDemand(of: corpus.members, on: ground, from: level)
        }
        // Only now it is known which stages work, and so whether the tracks have another turn.
        if level < last, graph.lastTurn(before: demand.stages) <= level { try corpus.progress.forEach(finish) }
      }
      if let index { try await work(index, demand, corpus.members, ground, publisher, report: report) }
    }
    summary.failedCorpusStages = ground.shared.failures
  }

  /// The tracks that reach the corpus stages; those that cannot be read are finished.
  private func members(
    _ ground: RunGround, report: (RunEvent) -> Void, finish: (TrackProgress) throws -> Void
  ) async throws -> CorpusTurns {
    var corpus = CorpusTurns()
    try await Jobs(count: run.options.jobs)(through: run.tracks) { track -> (CorpusMember?, TrackProgress) in
      var progress = TrackProgress(track)
      return (try progress.identify(on: ground), progress)
    } take: { result in
      let (member, progress) = try result.get()
      if let member { corpus.add(member, progress) } else { try finish(progress) }
      return summary.end == .allDone
    }
    corpus.sort()
    return corpus
  }
}
