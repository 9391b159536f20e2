import Engine
import StageKit

/// An event as JSON, for programs that watch a run: its name, and what belongs to it.
struct EventRecord: Encodable {
  let event: String
  /// The program's version, in the first event: by it a log of songboard's is known from other files.
  var songboard: String?
  /// By part: how many of the tracks are of it.
  var songs: [String: Int]?
  var tracks: Int?
  var track: String?
  var report: TrackReport?
  var stage: String?
  var documents: [String]?
  var reason: String?
  var isCached: Bool?
  var progress: LearningProgress?
  var summary: RunSummary?

  init(_ event: RunEvent) {
    switch event {
    case .started(let tracks, let parts):
      self.event = "started"
      songboard = Version.current
      self.tracks = tracks
      songs = Dictionary(uniqueKeysWithValues: parts.map { ($0.rawValue, $1) })
    case .trackStarted(let path):
      self.event = "trackStarted"
      track = path
    case .trackWaits(let report):
      self.event = "trackWaits"
      self.report = report
    case .trackFinished(let report):
      self.event = "trackFinished"
      self.report = report
    case .corpusStageStarted(let stage):
      self.event = "corpusStageStarted"
      self.stage = stage
    case .learningProgressed(let stage, let progress):
      self.event = "learningProgressed"
      self.stage = stage
      self.progress = progress
    case .corpusStageWarned(let stage, let sentence):
      self.event = "corpusStageWarned"
      self.stage = stage
      reason = sentence
    case .corpusStageFinished(let stage, let documents, let reason, let isCached):
      self.event = "corpusStageFinished"
      self.isCached = isCached
      self.stage = stage
      self.documents = documents
      self.reason = reason
    case .finished(let summary):
      self.event = "finished"
      self.summary = summary
    }
  }
}
