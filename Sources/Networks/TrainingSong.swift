/// A song to train or validate on.
public struct TrainingSong: Sendable {
  /// The frames, row-major: shape (frames, inputs).
  public let frames: [Float]
  /// The class of each frame; `nil` where it has none, as in songs without labels.
  public let labels: [Int?]
  /// A distribution over the classes for each frame, already softened: shape (frames, classes). A row of zeros is none.
  public let softTargets: [Float]?

  /// A song of as many frames as labels.
  public init(frames: [Float], labels: [Int?], softTargets: [Float]? = nil) {
    (self.frames, self.labels, self.softTargets) = (frames, labels, softTargets)
  }
}
