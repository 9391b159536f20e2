import Pipeline
import StageKit

/// A track with the artifacts that corpus stages take.
struct CorpusTrack: Sendable {
  let info: TrackInfo
  /// What the track was made from.
  let inputKey: String
  let artifacts: [PortReference: any Artifact]
}
