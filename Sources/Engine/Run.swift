import Pipeline
import StageKit

/// A plan over a library: bounded concurrency, one track's failure is its own, documents published atomically.
public struct Run: Sendable {
  private let plan: Plan
  private let options: RunOptions
  private let folder: OutputFolder
  private let tracks: [LibraryTrack]
  private let trackRunner: TrackRunner
  private let corpusRunner: CorpusRunner

  /// Prepares a run: makes the output folder and checks that no two documents share a file.
  ///
  /// - Parameter version: The program's version; a part of what documents are made from.
  /// - Throws: ``StageFailure`` if the output folder cannot be used, or two documents would be one file.
  public init(
    of plan: Plan, over library: Library, options: RunOptions, version: String
  ) throws(StageFailure) {
    self.plan = plan
    self.options = options
    tracks = library.tracks
    folder = try OutputFolder(path: options.output)
    corpusRunner = CorpusRunner(plan: plan, folder: folder, version: version)
    trackRunner = TrackRunner(plan: plan, folder: folder, version: version, corpusInputs: corpusRunner.inputs)
    try checkDocuments()
  }

  /// Runs; tracks that cannot be completed are reported and do not stop the others.
  ///
  /// Cancelling the task interrupts the run: tracks in work are dropped, those done stay.
  ///
  /// - Parameter report: Is told what happens, in order, never by two threads at once.
  public func callAsFunction(report: (RunEvent) -> Void) async throws -> RunSummary {
    let journal = try RunJournal(folder: folder)
    report(.started(tracks: tracks.count))
    var summary = RunSummary()
    var corpus: [CorpusTrack] = []
    let corpusKey = corpusRunner.stages.isEmpty ? "" : corpusRunner.inputKey(of: identities)
    let mayUseCache = corpusRunner.stages.isEmpty || corpusRunner.isUpToDate(inputKey: corpusKey)

    try await withThrowingTaskGroup(of: TrackRunner.Outcome?.self) { group in
      var waiting = tracks.makeIterator()
      func startNext() {
        guard summary.end == .allDone, let track = waiting.next() else { return }
        report(.trackStarted(path: track.path))
        // A cancelled track gives nothing: it is neither complete nor failed.
        group.addTask { try? trackRunner.run(track, mayUseCache: mayUseCache) }
      }
      for _ in 0..<options.jobs { startNext() }
      while let finished = try await group.next() {
        guard let outcome = finished else {
          if summary.end == .allDone { summary.end = .interruption }
          continue
        }
        try journal.append(outcome.report)
        summary.counts[outcome.report.status, default: 0] += 1
        if outcome.report.isDamagedButKept { summary.keptCount += 1 }
        if let track = outcome.corpusTrack { corpus.append(track) }
        report(.trackFinished(outcome.report))
        if options.failFast, !outcome.report.status.isComplete, !outcome.report.isDamagedButKept {
          summary.end = .failure
          group.cancelAll()
        }
        if Task.isCancelled, summary.end == .allDone { summary.end = .interruption }
        startNext()
      }
    }

    if summary.end == .allDone, !mayUseCache {
      corpus.sort { $0.info.name < $1.info.name }
      summary.failedCorpusStages = try corpusRunner.run(over: corpus, inputKey: corpusKey, report: report)
    }
    report(.finished(summary))
    return summary
  }

  /// The documents that a run would make, track by track, each with the reason: what `--dry-run` prints.
  ///
  /// - Throws: ``StageFailure`` if a track's file cannot be read.
  public func pending(for track: LibraryTrack) throws -> [(document: String, stage: String, reason: String)] {
    try trackRunner.staleness(of: track, identity: TrackIdentity(track, plan: plan)).map {
      ($0.document.path, $0.document.port.stage, $0.reason)
    }
  }

  private var identities: [TrackIdentity] {
    tracks.compactMap { try? TrackIdentity($0, plan: plan) }
  }

  private func checkDocuments() throws(StageFailure) {
    var owners: [String: String] = [:]
    let ofTracks = tracks.flatMap { track in trackRunner.documents(of: track).map { ($0.path, track.path) } }
    let ofCorpus = corpusRunner.stages.flatMap { stage in
      PlannedDocument.documents(of: stage, for: nil).map { ($0.path, "the stage \(stage.name)") }
    }
    for (path, owner) in ofTracks + ofCorpus {
      if OutputFolder.reserved.contains(String(path.prefix { $0 != "/" })) {
        throw StageFailure("\(owner) would write \(path), which is kept for the run itself")
      }
      if let other = owners.updateValue(owner, forKey: path) {
        throw StageFailure(
          "\(other) and \(owner) would both write \(path)",
          remedy: "give the stage a template that tells them apart, such as to: \"{track}.{format}.{extension}\"")
      }
    }
  }
}
