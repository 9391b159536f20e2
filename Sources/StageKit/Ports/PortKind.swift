/// What travels between stages: the kind of artifact that a port takes or gives.
public enum PortKind: String, Sendable, CaseIterable {
  /// Samples of one channel at the pipeline's rate.
  case audio
  /// Rows of equal width at a fixed rate in Hz.
  case frames
  /// Moments or spans in seconds, with labels: onsets, beats, sections.
  case events
  /// One number for the whole track: a tempo, a tuning.
  case number
  /// A shot plan.
  case shots
  /// A trained model.
  case model
  /// The text of a file that lies beside a track: its labels.
  case text
  /// The labelled shots of a track, with the vocabulary that they are in.
  case labels
  /// Bytes for a file.
  case document

  /// Whether what a corpus stage or a learning stage gives of this kind is one thing for all tracks: models and documents.
  ///
  /// All else that a learning stage gives belongs to a track. This rule decides which of its two functions gives an
  /// output, and whom the output's files are named after.
  public var isShared: Bool { self == .model || self == .document }

  /// Whether artifacts of this kind stream by, row by row, and have a ``FrameFormat``.
  public var isStreamed: Bool { self == .audio || self == .frames }

  /// Whether the plan knows a ``FrameFormat`` of artifacts of this kind: streams, and labels, whose columns are their types.
  public var hasFormat: Bool { isStreamed || self == .labels }
}
