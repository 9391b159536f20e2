import Audio
import Files
import StageKit
import Store

/// All that a run's tracks share.
struct RunGround: Sendable {
  let graph: TaskGraph
  let folder: OutputFolder
  let published: PublishedDocuments
  let store: Store
  let hashes: FileHashes
  let shared: SharedResults
  let decoders: DecoderPool
  /// The program's version.
  let version: String
  /// Whether files of others in documents' places are replaced.
  let overwrites: Bool

  /// Whether a failure is no fault of the track that it was met with, and so ends the run: another attempt at a part of a
  /// library may go well where this one could not read or write.
  func isFatal(_ error: any Error) -> Bool {
    guard let failure = error as? Failure else { return false }
    return failure.endsRun || folder.attempt != nil && failure.mayPass
  }

  /// Reads a song again that was not decoded: a disk that does not give its bytes for a while looks like damage.
  ///
  /// - Throws: Of an attempt at a part of a library, a ``Failure`` that may pass, if it was the disk.
  func checkDisk(of track: LibraryTrack, after failure: AudioFailure) throws(Failure) {
    guard folder.attempt != nil else { return }
    do throws(Failure) {
      _ = try FileContent.digest(of: track.file)
    } catch {
      if error.mayPass { throw error }
      return
    }
    if failure.kind == .unreadable { throw Failure(failure.description, mayPass: true) }
  }

  /// A track with what its results are made from.
  ///
  /// - Throws: ``Failure`` if a file of it cannot be read.
  func member(_ track: LibraryTrack) throws(Failure) -> CorpusMember {
    let identity = try TrackIdentity(track, plan: graph.plan, published: published, hashes: hashes)
    let keys = TrackKeys(graph, track: track, identity: identity, corpus: shared.keys, version: version)
    return CorpusMember(track: track, identity: identity, keys: keys)
  }

  /// The work on a track.
  ///
  /// - Throws: `AudioFailure` if it is known that the track is damaged, and such tracks are refused.
  func work(on member: CorpusMember) throws -> TrackWork {
    try TrackWork(
      graph, track: member.track, identity: member.identity, keys: member.keys, store: store, shared: shared,
      decoders: decoders, version: version)
  }
}
