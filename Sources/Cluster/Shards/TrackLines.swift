import Engine
import Files
import Formats
import Glibc
import StageKit
import Synchronization

/// Tracks of a plan that other programs ask for, one a line: a path in the library, or a line of a shard's file. Each is
/// answered by its line of JSON, which stands in the journal of its shard too.
public final class TrackLines: Sendable {
  private struct State {
    var input: [UInt8] = []
    var hasEnded = false
    /// The tracks of shards that were asked for lately, by the bytes of their paths: names that differ only in how Unicode
    /// composes a letter are two.
    var tracks: [Int: [[UInt8]: LibraryTrack]] = [:]
    /// The journals that were written to lately.
    var journals: [Int: LineFile] = [:]
    /// How many lines named no track of the plan.
    var refused = 0
    /// Why a shard's tracks cannot be read.
    var fault: (any Error)?
  }

  /// How many shards' tracks and journals are at hand.
  private static let most = 64
  /// How often waiting looks whether it is still wanted, in milliseconds.
  private static let glance: Int32 = 100

  /// Who is at work, in files' names.
  public let attempt: Attempt

  private let folder: PlanFolder
  private let journals: JournalFolder
  private let answers: LineFile
  private let state = Mutex(State())

  /// Answers on standard output.
  ///
  /// - Throws: ``Failure`` if that cannot be written.
  public init(of folder: PlanFolder, in output: String) throws(Failure) {
    attempt = Attempt(at: "tracks", time: RunClock.newID())
    self.folder = folder
    journals = JournalFolder(of: folder.plan, in: output)
    answers = try LineFile(path: "-", mode: .appending)
  }

  /// How many lines named no track of the plan.
  public var refusedCount: Int { state.withLock { $0.refused } }

  /// Why a shard's tracks cannot be read, if no more lines were taken for that.
  public var fault: (any Error)? { state.withLock { $0.fault } }

  /// Waits for a track on standard input; `nil` at its end, if the plan has a ``fault``, or if the task is cancelled.
  public func next() -> LibraryTrack? {
    while let line = nextLine() {
      guard !line.isEmpty else { continue }
      do {
        if let track = try track(of: line) { return track }
      } catch {
        state.withLock { $0.fault = error }
        return nil
      }
      state.withLock { $0.refused += 1 }
      let report = TrackReport(
        run: attempt.id, time: RunClock.now, track: String(decoding: line, as: UTF8.self), status: .failed,
        reason: "is no track of the plan")
      try? answers.append(report)
    }
    return nil
  }

  /// Answers for a track.
  ///
  /// - Throws: ``Failure`` if the journal cannot be written; an answer that nobody takes is no reason to stop.
  public func answer(_ report: TrackReport) throws {
    let shard = PlannedTrack.shard(of: report.track, among: folder.plan.shards.count)
    try state.withLock { state in
      if state.journals[shard] == nil {
        if state.journals.count >= Self.most { state.journals = [:] }
        let isKnown = FileTree.exists(journals.file(of: shard, attempt))
        state.journals[shard] =
          isKnown
          ? try LineFile(path: journals.file(of: shard, attempt), mode: .appending)
          : try journals.open(of: shard, attempt)
      }
      try state.journals[shard]?.append(report)
    }
    try? answers.append(report)
  }

  private func track(of line: [UInt8]) throws -> LibraryTrack? {
    let isObject = line.first == UInt8(ascii: "{")
    let planned = isObject ? (try? JSONReader.read(line))?["path"]?.text : nil
    // A path may begin with a brace.
    let path = planned ?? String(decoding: line, as: UTF8.self)
    let shard = PlannedTrack.shard(of: path, among: folder.plan.shards.count)
    return try state.withLock { state in
      if state.tracks[shard] == nil {
        if state.tracks.count >= Self.most { state.tracks = [:] }
        let tracks = try folder.tracks(of: shard)
        state.tracks[shard] = Dictionary(tracks.map { (Array($0.track.path.utf8), $0.track) }) { first, _ in first }
      }
      return state.tracks[shard]?[Array(path.utf8)]
    }
  }

  /// The next line without its end; the last may have none.
  private func nextLine() -> [UInt8]? {
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while !Task.isCancelled {
      let line = state.withLock { state -> [UInt8]? in
        guard let end = state.input.firstIndex(of: UInt8(ascii: "\n")) else {
          guard state.hasEnded, !state.input.isEmpty else { return nil }
          defer { state.input = [] }
          return state.input
        }
        defer { state.input.removeSubrange(...end) }
        return Array(state.input[..<end])
      }
      if let line { return line.last == UInt8(ascii: "\r") ? line.dropLast() : line }
      if state.withLock({ $0.hasEnded }) { return nil }
      var wanted = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      guard poll(&wanted, 1, Self.glance) > 0 else { continue }
      let count = read(STDIN_FILENO, &block, block.count)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      state.withLock { state in
        if count > 0 { state.input += block[..<count] } else { state.hasEnded = true }
      }
    }
    return nil
  }
}
