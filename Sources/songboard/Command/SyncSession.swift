import Audio
import Pictures
import StageKit
import Sync

/// The work of `songboard sync`: files looked into, the reference decoded, and clips measured, as many at once as there are
/// processors.
struct SyncSession {
  /// What a session comes to.
  struct Outcome {
    /// The file that clips are synced to.
    let reference: String
    /// The clips in the order of the command line.
    let clips: [CameraList.Clip]
    /// What a person should know.
    let warnings: [String]
  }

  /// A file with what ffprobe says of it.
  private struct File: Sendable {
    let path: String
    let facts: Result<ClipFacts, Failure>

    var picture: ClipFacts.Picture? { (try? facts.get())?.picture }
  }

  private let files: [File]
  private let decoders = DecoderPool(DecodeWorkerCommand.decoding)
  /// Whether all files are clips, and none is a song.
  private let areAllClips: Bool

  /// A session.
  ///
  /// - Parameters:
  ///   - paths: The song and its clips, or clips alone; two at least.
  ///   - isToLongest: Whether all of them are clips, whatever the first one is.
  init(_ paths: [String], isToLongest: Bool) {
    files = paths.map { path in
      File(path: path, facts: Result { () throws(Failure) in try ClipFacts(path: path) })
    }
    areAllClips = isToLongest || files[0].picture != nil
  }

  /// Syncs.
  ///
  /// - Parameter tell: Is told of each clip when it is done.
  /// - Throws: What is wrong with the reference; what is wrong with a clip is said of the clip.
  func run(tell: (CameraList.Clip) -> Void) async throws -> Outcome {
    let clips = areAllClips ? files : Array(files.dropFirst())
    let longest = clips.max { ($0.picture?.seconds ?? 0) < ($1.picture?.seconds ?? 0) }
    let path = (areAllClips ? longest : nil)?.path ?? files[0].path
    // It is decoded beside the first clips.
    let reference = Task { [decoders] in try Recording(path: path, by: decoders) }
    return try await withTaskCancellationHandler {
      try await outcome(of: clips, beside: reference, at: path, tell: tell)
    } onCancel: {
      reference.cancel()
    }
  }

  private func outcome(
    of clips: [File], beside reference: Task<Recording, any Error>, at path: String, tell: (CameraList.Clip) -> Void
  ) async throws -> Outcome {
    var warnings: [String] = []
    let found = try await withThrowingTaskGroup(of: (Int, CameraList.Clip, damage: String?).self) { group in
      var found = [CameraList.Clip?](repeating: nil, count: clips.count)
      func take() async throws {
        guard let (place, clip, damage) = try await group.next() else { return }
        found[place] = clip
        warnings += damage.map { [$0] } ?? []
        tell(clip)
      }
      for (place, file) in clips.enumerated() {
        if place >= Processors.count { try await take() }
        group.addTask {
          let (finding, damage) = try await finding(of: file, beside: reference, at: path)
          return (place, CameraList.Clip(path: file.path, finding: finding, picture: file.picture), damage)
        }
      }
      for _ in 0..<min(clips.count, Processors.count) { try await take() }
      return found.compactMap { $0 }
    }
    warnings += try await reference.value.damage.map { [$0] } ?? []
    let rates = Set(found.filter { $0.fault == nil }.compactMap { $0.picture?.rate?.rawValue }).sorted()
    if rates.count > 1 {
      warnings.append(
        "the clips run at \(rates.joined(separator: ", ")); timelines count frames of one rate: conform the others")
    }
    return Outcome(reference: path, clips: found, warnings: warnings)
  }

  /// What is found of a file's sync, and what is wrong with it if it is damaged.
  private func finding(
    of file: File, beside reference: Task<Recording, any Error>, at path: String
  ) async throws -> (SyncFinding, damage: String?) {
    if file.path == path { return (.found(.itself), nil) }
    let recording = Result { () throws -> Recording in
      _ = try file.facts.get()
      return try Recording(path: file.path, by: decoders)
    }
    // What is wrong with the reference is not said of a clip.
    let reference = try await reference.value
    do {
      return (try SoundMatch(of: recording.get(), beside: reference).finding(), try recording.get().damage)
    } catch let failure as Failure where !failure.endsRun && !Task.isCancelled {
      return (.unsure(failure.description), nil)
    } catch let failure as AudioFailure where !Task.isCancelled {
      return (.unsure("\(failure.reason); \(failure.remedy)"), nil)
    }
  }
}
