import Files
import Pipeline
import StageKit

/// Keeps what the first phase gives of each track for the later ones, and for the next run.
struct HandOver: Sendable {
  let plan: Plan
  let phases: Phases
  let store: ArtifactStore
  let version: String

  /// A track that has passed the first phase before: all that later phases take of it is kept. `nil` if something is
  /// missing or damaged.
  func known(_ track: LibraryTrack, identity: TrackIdentity) -> CorpusTrack? {
    guard phases.handedOn.allSatisfy({ store.holds($0, key: key(of: $0, track: identity.key)) }),
      let bytes = store.folder.bytes(of: lengthName(track: identity.key)), let seconds = try? Number(kept: bytes)
    else { return nil }
    return CorpusTrack(track, identity: identity, seconds: seconds.value)
  }

  /// Keeps what later phases take of a track.
  ///
  /// - Parameter isWhole: Whether all of the track was decoded; a damaged one is looked at again in each run.
  /// - Throws: ``Failure`` if the disk takes no more, or what reading kept rows throws.
  func keep(_ artifacts: [PortReference: any Artifact], of track: CorpusTrack, isWhole: Bool) throws {
    for port in phases.handedOn {
      try store.keep(artifacts[port], of: port, key: key(of: port, track: track.inputKey))
    }
    guard isWhole else { return }
    try store.folder.keep(Number(track.info.seconds).kept(), as: lengthName(track: track.inputKey))
  }

  /// What was kept of a track.
  ///
  /// - Throws: ``Failure`` if it has gone since the first phase.
  func artifact(_ port: PortReference, of track: CorpusTrack) throws(Failure) -> (any Artifact)? {
    guard let entry = store.entry(port, key: key(of: port, track: track.inputKey)) else {
      throw Failure(
        "\(track.info.path): what was kept of \(port) is damaged or gone", remedy: "run again to have it made again")
    }
    return entry.artifact
  }

  /// All that an early port's artifact depends on.
  private func key(of port: PortReference, track: String) -> String {
    let giver = plan.stages.first { $0.name == port.stage }?.key ?? plan.sourceKey
    return ContentHash.key([version, giver, track])
  }

  private func lengthName(track: String) -> String {
    "\(ContentHash.key([version, plan.sourceKey, track])).seconds"
  }
}
