import Pipeline
import StageKit
import Synchronization

/// The last phase of a track: the documents of the stages that take from corpus stages.
struct LateRunner: Sendable {
  let phases: Phases
  let folder: OutputFolder
  let version: String

  /// The documents of a track that the last phase makes.
  func documents(of track: LibraryTrack) -> [PlannedDocument] {
    phases.late.flatMap { PlannedDocument.documents(of: $0, for: track) }
  }

  /// Makes what is missing or out of date.
  ///
  /// - Returns: A report of this phase; `nil` if there was nothing to do.
  /// - Throws: `CancellationError` only; all that is wrong with the track is in its report.
  func run(
    _ track: LibraryTrack, as known: CorpusTrack, work: LaterWork, publisher: Publisher
  ) throws -> TrackReport? {
    let inputKey = work.inputKey(of: known)
    let documents = documents(of: track)
    let stale = documents.filter {
      folder.staleness(of: $0.path, key: $0.key(version: version, inputKey: inputKey)) != nil
    }
    guard !stale.isEmpty else { return nil }
    var watch = Stopwatch()
    let warnings = Mutex<[String]>([])
    var reason: String?
    do {
      try watch.time("after the corpus") {
        var made: [PortReference: any Artifact] = [:]
        for document in stale {
          made[document.port] = try work.artifact(
            document.port, for: known, warning: { sentence in warnings.withLock { $0.append(sentence) } })
        }
        try publisher.publish(stale, from: made) { $0.key(version: version, inputKey: inputKey) }
      }
    } catch let error as CancellationError {
      throw error
    } catch {
      reason = "\(error)"
    }
    return TrackReport(
      track: track.path, status: reason == nil ? .ok : .failed, hash: known.info.hash, seconds: known.info.seconds,
      decoder: nil, documents: reason == nil ? stale.flatMap { folder.paths(of: $0.path) } : [],
      warnings: warnings.withLock { $0 }, reason: reason, timings: watch.timings)
  }
}
