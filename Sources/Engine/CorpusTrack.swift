import Pipeline
import StageKit

/// A track with the artifacts that corpus stages take.
struct CorpusTrack: Sendable {
  let info: TrackInfo
  let artifacts: [PortReference: any Artifact]
}
