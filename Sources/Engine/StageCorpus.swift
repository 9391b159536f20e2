import Pipeline
import StageKit

/// The tracks of a run as one stage sees them.
struct StageCorpus: Corpus {
  let tracks: [TrackInfo]

  private let stage: PlannedStage
  private let byID: [String: CorpusTrack]
  private let work: LaterWork
  private let warning: @Sendable (String) -> Void

  /// - Parameters:
  ///   - corpus: The tracks in their order.
  ///   - work: Fetches or makes what the stage takes.
  ///   - warning: Takes sentences of the stages that have to work for it.
  init(
    _ stage: PlannedStage, corpus: [CorpusTrack], work: LaterWork, warning: @escaping @Sendable (String) -> Void
  ) {
    self.stage = stage
    self.work = work
    self.warning = warning
    tracks = corpus.map(\.info)
    // Tracks of equal identity bring a stage the same.
    byID = Dictionary(corpus.map { ($0.info.id, $0) }) { first, _ in first }
  }

  var shared: Artifacts { Artifacts(for: stage, from: work.shared) }

  func inputs(of track: TrackInfo) throws -> Artifacts {
    guard let known = byID[track.id] else { throw Failure("\(track.path) is no track of this run") }
    return try work.inputs(of: stage, for: known) { warning("\(track.path): \($0)") }
  }
}
