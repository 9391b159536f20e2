import Audio
import Pipeline
import StageKit
import Synchronization

/// Does all the work on one track: from its file to its published documents.
struct TrackRunner: Sendable {
  /// A track's report, and what the corpus stages will want of it.
  struct Outcome: Sendable {
    let report: TrackReport
    /// The track and its artifacts; `nil` if it gave no documents, or was not run.
    let corpusTrack: CorpusTrack?
  }

  let plan: Plan
  let folder: OutputFolder
  let version: String
  /// The artifacts of a track that corpus stages take.
  let corpusInputs: Set<PortReference>

  /// Works on a track.
  ///
  /// - Parameters:
  ///   - publisher: Writes the documents.
  ///   - mayUseCache: Whether documents that are up to date may stay; no if a corpus stage needs the artifacts.
  /// - Throws: `CancellationError` only; all that is wrong with the track is in its report.
  func run(_ track: LibraryTrack, publisher: Publisher, mayUseCache: Bool) throws -> Outcome {
    var watch = Stopwatch()
    var sound: DecodedSound?
    let warnings = Mutex<[String]>([])
    func outcome(
      _ status: TrackStatus, identity: TrackIdentity? = nil, reason: String? = nil, documents: [String] = [],
      corpusTrack: CorpusTrack? = nil
    ) -> Outcome {
      // The report names the track; the file's path before the reason would only repeat it.
      let reason = reason.map { $0.hasPrefix("\(track.file): ") ? String($0.dropFirst(track.file.count + 2)) : $0 }
      let report = TrackReport(
        track: track.path, status: status, hash: identity?.hash, seconds: sound?.seconds, decoder: sound?.decoder,
        documents: documents, warnings: warnings.withLock { $0 }, reason: reason, timings: watch.timings)
      return Outcome(report: report, corpusTrack: corpusTrack)
    }

    var identity: TrackIdentity?
    do {
      let known = try watch.time("hash") { try TrackIdentity(track, plan: plan) }
      identity = known
      let documents = documents(of: track)
      if mayUseCache, staleness(of: track, identity: known).isEmpty {
        return outcome(.cached, identity: known, documents: paths(of: documents))
      }
      let streams = try watch.time("frames") { try StreamRunner(plan: plan).run(track) }
      sound = streams.sound
      let info = TrackInfo(
        name: track.name, path: streams.song?.path ?? track.path, seconds: streams.sound.seconds,
        hash: streams.song?.hash ?? known.hash, part: track.part)
      var artifacts = streams.artifacts
      if let labels = plan.source.labels {
        artifacts[PortReference(stage: PortReference.source, port: "labels")] = known.text(of: labels, for: track)
      }
      for stage in plan.stages {
        guard let worker = stage.stage as? any TrackStage else { continue }
        try Task.checkCancellation()
        let context = TrackContext(
          track: info, version: version, pipelineHash: stage.key, files: known.files,
          warning: { sentence in warnings.withLock { $0.append("\(stage.name): \(sentence)") } })
        let given = try watch.time(stage.name) {
          do {
            return try worker.run(Artifacts(for: stage, from: artifacts), in: context)
          } catch let failure as StageFailure {
            throw StageFailure("\(stage.name): \(failure.reason)", remedy: failure.remedy)
          }
        }
        artifacts.merge(given.byPort(of: stage)) { _, new in new }
      }
      try watch.time("publish") {
        try publisher.publish(documents, from: artifacts) {
          streams.sound.damage == nil ? $0.key(version: version, inputKey: known.key) : OutputFolder.damagedKey
        }
      }
      let kept = CorpusTrack(
        info: info, inputKey: known.key, artifacts: artifacts.filter { corpusInputs.contains($0.key) })
      return outcome(
        streams.sound.damage.map { TrackStatus($0.kind) } ?? .ok, identity: known, reason: streams.sound.damageText,
        documents: paths(of: documents), corpusTrack: kept)
    } catch let error as CancellationError {
      throw error
    } catch let failure as AudioFailure {
      // A decoder that was ended by the interruption is no fault of the file.
      try Task.checkCancellation()
      return outcome(TrackStatus(failure.kind), identity: identity, reason: failure.description)
    } catch {
      return outcome(.failed, identity: identity, reason: "\(error)")
    }
  }

  /// The documents that are missing or out of date, each with the reason.
  func staleness(of track: LibraryTrack, identity: TrackIdentity) -> [(document: PlannedDocument, reason: String)] {
    documents(of: track).compactMap { document in
      let key = document.key(version: version, inputKey: identity.key)
      return folder.staleness(of: document.path, key: key).map { (document, $0) }
    }
  }

  private func paths(of documents: [PlannedDocument]) -> [String] {
    documents.flatMap { folder.paths(of: $0.path) }
  }

  /// All documents of a track.
  func documents(of track: LibraryTrack) -> [PlannedDocument] {
    plan.stages.filter { $0.granularity == .track }.flatMap { PlannedDocument.documents(of: $0, for: track) }
  }
}

extension TrackStatus {
  fileprivate init(_ kind: AudioFailure.Kind) {
    switch kind {
    case .unreadable: self = .failed
    case .unsupported: self = .unsupported
    case .empty: self = .empty
    case .corrupt: self = .corrupt
    case .truncated: self = .truncated
    }
  }
}
