import Files
import Glibc
import StageKit
import Synchronization

/// Work on the tracks of a part of a library, again after pauses where the disk does not give a song but gives others.
///
/// A song that it still does not give has failed: each further attempt at the part would meet it again. Where it gives no
/// song, the attempt is over, as a later one may find the disk there.
final class TrackRetry: Sendable {
  /// How many songs at most are read to see whether the disk gives any.
  private static let witnesses = 8

  /// How long to wait before each further try.
  private let pauses: [Duration]
  private let tracks: [LibraryTrack]
  /// The last songs that were worked on well, as a part whose tracks come one by one knows no others.
  private let recent = Mutex<[String]>([])

  /// - Parameter tracks: Those of the part, as far as they are known.
  init(_ tracks: [LibraryTrack], pauses: [Duration] = [.seconds(2), .seconds(4), .seconds(8)]) {
    (self.tracks, self.pauses) = (tracks, pauses)
  }

  /// Works on a track.
  ///
  /// - Parameter work: What may throw a ``Failure`` that may pass.
  /// - Throws: What `work` throws, unless the song alone is to blame; `CancellationError` in a pause.
  func callAsFunction(_ track: LibraryTrack, _ work: () throws -> TrackProgress) throws -> TrackProgress {
    var waits = pauses.makeIterator()
    while true {
      do {
        let progress = try work()
        recent.withLock { $0 = $0.suffix(Self.witnesses - 1) + [track.file] }
        return progress
      } catch let failure as Failure where failure.mayPass && !failure.endsRun {
        guard let fault = Self.fault(of: track), givesOthers(than: track) else { throw failure }
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

  /// Why a song cannot be read just now.
  private static func fault(of track: LibraryTrack) -> Failure? {
    do throws(Failure) {
      _ = try FileContent.digest(of: track.file)
      return nil
    } catch { return error.mayPass ? error : nil }
  }

  private func givesOthers(than track: LibraryTrack) -> Bool {
    let step = max(1, tracks.count / Self.witnesses)
    let known = stride(from: 0, to: tracks.count, by: step).map { tracks[$0].file }
    return (recent.withLock(\.self) + known).contains { $0 != track.file && FileContent.isReadable(at: $0) }
  }

  private static func wait(_ pause: Duration) throws {
    let end = ContinuousClock.now + pause
    while ContinuousClock.now < end {
      try Task.checkCancellation()
      usleep(50_000)
    }
  }
}
