import Files
import Glibc
import StageKit

/// Work on the tracks of a part of a library, again after pauses where the disk does not give a track's file but gives others.
///
/// A track whose file it still does not give has failed: each further attempt at the part would meet it again. Where it gives
/// nothing, the attempt is over, as a later one may find the disk there.
struct TrackRetry: Sendable {
  /// How many other files are read at most to see whether the disk gives any.
  private static let witnesses = 8

  /// How long to wait before each further try.
  private let pauses: [Duration]
  /// The files that a track is made from.
  private let files: @Sendable (LibraryTrack) -> [String]

  /// - Parameter files: Gives the files that a track is made from.
  init(
    pauses: [Duration] = [.seconds(2), .seconds(4), .seconds(8)],
    files: @escaping @Sendable (LibraryTrack) -> [String]
  ) {
    (self.pauses, self.files) = (pauses, files)
  }

  /// Works on a track.
  ///
  /// - Parameter work: What may throw a ``Failure`` that may pass.
  /// - Throws: What `work` throws, unless a file of the track alone is to blame; `CancellationError` in a pause.
  func callAsFunction(_ track: LibraryTrack, _ work: () throws -> TrackProgress) throws -> TrackProgress {
    var waits = pauses.makeIterator()
    while true {
      do {
        return try work()
      } catch let failure as Failure where failure.mayPass && !failure.endsRun {
        let lost = loss(of: track)
        // An interruption looks like a loss too.
        try Task.checkCancellation()
        guard let (file, fault) = lost, Self.givesOthers(than: file, upTo: track.root) else { throw failure }
        guard let pause = waits.next() else { return failed(track, fault) }
        try Self.wait(pause)
      }
    }
  }

  private func failed(_ track: LibraryTrack, _ fault: Failure) -> TrackProgress {
    var progress = TrackProgress(track)
    progress.fail(
      .failed,
      "\(fault.reason), \(pauses.count + 1) times, while others of its disk could be read; once it can be read, run its "
        + "shard again")
    return progress
  }

  /// The first file of a track that cannot be read just now, and why; `nil` if all can, or will never be.
  private func loss(of track: LibraryTrack) -> (file: String, fault: Failure)? {
    for file in files(track) {
      do throws(Failure) {
        _ = try FileContent.digest(of: file)
      } catch {
        if error.mayPass { return (file, error) }
      }
    }
    return nil
  }

  /// Whether a file's disk gives any other, in its folder or in those above up to the library's root.
  private static func givesOthers(than file: String, upTo root: String) -> Bool {
    var folder = FileTree.folder(of: file)
    guard let disk = FileStamp(of: folder)?.place.device else { return false }
    var left = witnesses
    var isGiven = false
    while true {
      let start = folder
      try? FileTree.walk(start) { (entry) throws(EndOfWalk) in
        guard case .file(let name) = entry else { return }
        let other = "\(start)/\(name)"
        guard other != file, FileStamp(of: FileTree.folder(of: other))?.place.device == disk else { return }
        isGiven = FileContent.isReadable(at: other)
        left -= 1
        if isGiven || left == 0 { throw EndOfWalk() }
      }
      guard !isGiven, left > 0, folder.utf8.count > root.utf8.count else { return isGiven }
      folder = FileTree.folder(of: folder)
    }
  }

  private static func wait(_ pause: Duration) throws {
    let end = ContinuousClock.now + pause
    while ContinuousClock.now < end {
      try Task.checkCancellation()
      usleep(50_000)
    }
  }
}

/// Thrown where a walk has found what it looked for.
private struct EndOfWalk: Error {}
