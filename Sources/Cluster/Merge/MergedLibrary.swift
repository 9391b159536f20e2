import Engine
import Files
import StageKit

extension PlanFolder {
  /// All tracks of the plan once its shards are merged, with what is known of their content: nothing of them is read again.
  /// All are in memory, as a stage that sees the corpus sees all tracks at once: about half a KiB each.
  ///
  /// - Throws: ``Failure`` if the output folder holds no index of this plan.
  public func mergedLibrary(in output: String) throws -> Library {
    let digests = try TrackIndex.digests(of: plan, in: output)
    var tracks: [PlannedTrack] = []
    tracks.reserveCapacity(plan.trackCount)
    for shard in plan.shards.indices { tracks += try self.tracks(of: shard) }
    tracks.sort { $0.number < $1.number }
    return Library(
      tracks: tracks.map { planned in
        var track = planned.track
        if let file = track.planned, file.digest == nil {
          track.planned = PlannedFile(size: file.size, modified: file.modified, digest: digests[planned.number])
        }
        return track
      })
  }
}
