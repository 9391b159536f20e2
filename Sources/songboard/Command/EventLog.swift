import Engine
import FoundationEssentials
import Glibc
import StageKit

/// Writes a run's events to a file, one JSON object per line, as they happen: for programs that watch a run.
final class EventLog: Sendable {
  private let descriptor: Int32

  /// Opens the file, or the pipe, at a path.
  init(path: String) throws {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw StageFailure("\(path): cannot write events: \(String(cString: strerror(errno)))")
    }
  }

  deinit { close(descriptor) }

  /// Adds an event.
  func append(_ event: RunEvent) throws {
    let record = EventRecord(event)
    var line = try JSONLine.encode(record)
    line.append(UInt8(ascii: "\n"))
    _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }
}

/// An event as JSON: its name, and what belongs to it.
private struct EventRecord: Encodable {
  let event: String
  var tracks: Int?
  var track: String?
  var report: TrackReport?
  var stage: String?
  var documents: [String]?
  var reason: String?
  var summary: RunSummary?

  init(_ event: RunEvent) {
    switch event {
    case .started(let tracks):
      self.event = "started"
      self.tracks = tracks
    case .trackStarted(let path):
      self.event = "trackStarted"
      track = path
    case .trackFinished(let report):
      self.event = "trackFinished"
      self.report = report
    case .corpusStageFinished(let stage, let documents, let reason):
      self.event = "corpusStageFinished"
      self.stage = stage
      self.documents = documents
      self.reason = reason
    case .finished(let summary):
      self.event = "finished"
      self.summary = summary
    }
  }
}
