import Pipeline
import StageKit

/// Keeps what the first phase gives of each track for the later ones, and for the next run.
struct HandOver: Sendable {
  let plan: Plan
  let phases: Phases
  let store: ArtifactStore
  let kept: KeptFolder
  let version: String

  /// A track whose artifacts are all kept from an earlier run, of this track as it is now; `nil` if one is missing.
  func track(_ track: LibraryTrack, identity: TrackIdentity) -> CorpusTrack? {
    guard !phases.corpus.isEmpty else {
      let info = TrackInfo(name: track.name, path: track.path, seconds: 0, hash: identity.hash, part: track.part)
      return CorpusTrack(info: info, inputKey: identity.key, files: identity.files)
    }
    let isKept = phases.handedOn.allSatisfy { port in
      store.contains(port, key: plan.handOverKey(of: port, track: identity.key, version: version))
    }
    guard isKept, let bytes = kept.bytes(of: infoName(track: identity.key)),
      let seconds = try? KeptValue.decoded(Double.self, from: bytes)
    else { return nil }
    let info = TrackInfo(name: track.name, path: track.path, seconds: seconds, hash: identity.hash, part: track.part)
    return CorpusTrack(info: info, inputKey: identity.key, files: identity.files)
  }

  /// Keeps a track's artifacts.
  ///
  /// - Parameter isWhole: Whether all of the track was decoded; a damaged one is looked at again in each run.
  /// - Throws: ``StageFailure`` if the disk takes no more, or what reading kept rows throws.
  func keep(_ artifacts: [PortReference: any Artifact], of track: CorpusTrack, isWhole: Bool) throws {
    guard !phases.corpus.isEmpty else { return }
    for port in phases.handedOn {
      let key = plan.handOverKey(of: port, track: track.inputKey, version: version)
      try store.keep(artifacts[port], of: port, key: key)
    }
    guard isWhole else { return }
    try kept.keep(try KeptValue.encoded(track.info.seconds), as: infoName(track: track.inputKey))
  }

  private func infoName(track: String) -> String {
    "\(plan.handOverKey(of: StreamPlan.audio, track: track, version: version)).seconds"
  }
}
