import StageKit

/// One view of tracks in a user's own rows, in place of audio: all rows of one rate and width.
public struct FrameView: Sendable, Hashable {
  /// The port that gives the rows.
  public let name: String
  /// The file of a track; `nil` for the first view, whose files are the tracks.
  public let file: TrackFile?
  /// Ends of the tracks' paths that are no part of their names, such as `.1s.npy`; only the first view has some.
  public let endings: [String]
  /// Rows per second, in Hz.
  public let rate: Double
  /// Numbers per row; `nil` if neither the pipeline nor a track tells it. Without tracks a plan can be checked, but not run.
  public let width: Int?
  /// Whether all that the pipeline says of it could be read.
  let isRead: Bool

  /// What the rows are, once the width is known.
  public var format: FrameFormat? {
    width.map { FrameFormat(quantity: .embeddings, width: $0, rate: rate, sampleRate: 0) }
  }

  /// What the rows are as far as a check without tracks can tell; `nil` after an error.
  var checkedFormat: FrameFormat? {
    // No stage asks for rows of one number alone, so that this is as good as any.
    isRead ? FrameFormat(quantity: .embeddings, width: width ?? 1, rate: rate, sampleRate: 0) : nil
  }
}
