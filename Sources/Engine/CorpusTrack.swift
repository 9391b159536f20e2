import StageKit

/// A track that has passed the first phase of a run.
struct CorpusTrack: Sendable {
  let info: TrackInfo
  /// What the track was made from.
  let inputKey: String
  /// The contents of the files beside the track that stages want, by template.
  let files: [String: [UInt8]]
}
