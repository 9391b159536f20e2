import Audio
import Pipeline
import StageKit
import Synchronization

/// Does the work on one track that needs no other: from its file to its published documents.
struct TrackRunner: Sendable {
  /// A track's report, and the track as later phases take it.
  struct Outcome: Sendable {
    let track: LibraryTrack
    let report: TrackReport
    /// The track, for later phases; `nil` if it failed, or there are none.
    let corpusTrack: CorpusTrack?
  }

  let plan: Plan
  let phases: Phases
  let folder: OutputFolder
  let version: String
  let decoders: DecoderPool

  /// Works on a track: the first phase.
  ///
  /// - Parameters:
  ///   - publisher: Writes the documents.
  ///   - handOver: Keeps what later phases take of the track; `nil` if there are none.
  /// - Throws: `CancellationError` only; all that is wrong with the track is in its report.
  func run(_ track: LibraryTrack, publisher: Publisher, handOver: HandOver?) throws -> Outcome {
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
      return Outcome(track: track, report: report, corpusTrack: corpusTrack)
    }

    var identity: TrackIdentity?
    do {
      let known = try watch.time("hash") { try TrackIdentity(track, plan: plan) }
      identity = known
      let documents = documents(of: track)
      if staleness(of: track, identity: known).isEmpty {
        let kept = handOver?.known(track, identity: known)
        if handOver == nil || kept != nil {
          return outcome(.cached, identity: known, documents: paths(of: documents), corpusTrack: kept)
        }
      }
      let streams = try watch.time("frames") { try StreamRunner(plan: plan, decoders: decoders).run(track) }
      sound = streams.sound
      warnings.withLock { $0 += streams.sound.notes }
      let corpusTrack = CorpusTrack(track, identity: known, seconds: streams.sound.seconds, song: streams.song)
      var artifacts = streams.artifacts
      if let labels = plan.source.labels {
        artifacts[PortReference(stage: PortReference.source, port: "labels")] = try known.text(of: labels, for: track)
      }
      for stage in phases.early where stage.granularity == .track {
        try Task.checkCancellation()
        let context = TrackContext(
          track: corpusTrack.info, version: version, pipelineHash: stage.key, lineages: stage.lineages,
          content: corpusTrack.content,
          warning: { sentence in warnings.withLock { $0.append("\(stage.name): \(sentence)") } })
        let given = try watch.time(stage.name) {
          try stage.run(Artifacts(for: stage, from: artifacts), learned: Artifacts(), in: context)
        }
        artifacts.merge(given.byPort(of: stage)) { _, new in new }
      }
      try watch.time("publish") {
        try publisher.publish(documents, from: artifacts) {
          streams.sound.damage == nil ? $0.key(version: version, inputKey: known.key) : OutputFolder.damagedKey
        }
      }
      try watch.time("keep") { try handOver?.keep(artifacts, of: corpusTrack, isWhole: streams.sound.damage == nil) }
      return outcome(
        streams.sound.damage.map { TrackStatus($0.kind) } ?? .ok, identity: known, reason: streams.sound.damageText,
        documents: paths(of: documents), corpusTrack: handOver == nil ? nil : corpusTrack)
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

  /// The documents of a track that the first phase makes.
  func documents(of track: LibraryTrack) -> [PlannedDocument] {
    phases.early.flatMap { PlannedDocument.documents(of: $0, for: track) }
  }
}

extension TrackStatus {
  fileprivate init(_ kind: AudioFailure.Kind) {
    switch kind {
    case .unreadable, .decoder: self = .failed
    case .unsupported: self = .unsupported
    case .empty: self = .empty
    case .corrupt: self = .corrupt
    case .truncated: self = .truncated
    }
  }
}
