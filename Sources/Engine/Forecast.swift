/// What a run would do, and why.
public struct Forecast: Sendable {
  /// Something that a run would do.
  public struct Work: Sendable, Hashable {
    /// What it would be done for: a document below the output folder, a track's file, or a stage of the corpus.
    public let subject: String
    /// The stage that would work.
    public let stage: String
    /// Why.
    public let reason: String
    /// Whether the stage's results are kept, so that it would only write its documents again.
    public let isKept: Bool
  }

  /// What a run would do for one track.
  public struct Track: Sendable, Hashable {
    /// The track's path in the library.
    public let path: String
    /// What would be done; nothing if the track is up to date.
    public let work: [Work]
    /// Why the track would fail; `nil` if nothing is known to be wrong with it.
    public let failure: String?
  }

  /// All tracks, in the library's order.
  public let tracks: [Track]
  /// The stages of the corpus that would work, in their order.
  public let stages: [Work]
}
