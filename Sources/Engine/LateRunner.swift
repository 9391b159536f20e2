import Pipeline
import StageKit
import Synchronization

/// The last phase of a track: the documents of the stages that take from the corpus.
struct LateRunner: Sendable {
  let phases: Phases
  let folder: OutputFolder
  let version: String

  /// The documents of a track that the last phase makes.
  func documents(of track: LibraryTrack) -> [PlannedDocument] {
    phases.late.flatMap { PlannedDocument.documents(of: $0, for: track) }
  }

  /// The documents that are missing or out of date, each with the reason.
  ///
  /// - Parameter inputKey: What they are made from.
  func staleness(of track: LibraryTrack, inputKey: String) -> [(document: PlannedDocument, reason: String)] {
    documents(of: track).compactMap { document in
      let key = document.key(version: version, inputKey: inputKey)
      return folder.staleness(of: document.path, key: key).map { (document, $0) }
    }
  }

  /// Makes what is missing or out of date.
  ///
  /// - Parameter waiting: The track as the first phase left it.
  /// - Returns: The report of both phases.
  /// - Throws: `CancellationError` only; all that is wrong with the track is in its report.
  func run(_ waiting: WaitingTrack, work: LaterWork, publisher: Publisher) throws -> TrackReport {
    let inputKey = work.inputKey(of: waiting.known)
    let stale = staleness(of: waiting.track, inputKey: inputKey).map(\.document)
    var watch = Stopwatch()
    let warnings = Mutex<[String]>([])
    var reason: String?
    do {
      var made: [PortReference: any Artifact] = [:]
      for stage in phases.late where stale.contains(where: { $0.port.stage == stage.name }) {
        let given = try watch.time(stage.name) {
          try work.results(of: stage, for: waiting.known) { sentence in warnings.withLock { $0.append(sentence) } }
        }
        made.merge(given) { _, new in new }
      }
      try publisher.publish(stale, from: made) { $0.key(version: version, inputKey: inputKey) }
    } catch let error as CancellationError {
      throw error
    } catch {
      try Task.checkCancellation()
      reason = "\(error)"
    }
    let documents = documents(of: waiting.track).flatMap { folder.paths(of: $0.path) }
    return waiting.report.continued(
      hasNewDocuments: !stale.isEmpty, documents: reason == nil ? documents : [], warnings: warnings.withLock { $0 },
      reason: reason, timings: watch.timings)
  }
}
