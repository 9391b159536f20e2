/// What one view says of a song: its assistant's probabilities, and its features' codewords.
public struct ViewEvidence: Sendable, Hashable {
  /// How many seconds a frame covers.
  public let view: MusicView
  /// The assistant's probability of each type, by frame of the view.
  public let posteriors: TypeRows
  /// The codeword of each frame of the view; none if the view stands alone.
  public let codes: [Int]

  /// What a view says of a song.
  public init(view: MusicView, posteriors: TypeRows, codes: [Int] = []) {
    self.view = view
    self.posteriors = posteriors
    self.codes = codes
  }
}
