/// A song that systems were scored on.
public struct ScoredSong: Sendable, Hashable {
  /// The song's name.
  public let name: String
  /// What is drawn of it; `nil` for songs of which the numbers are enough.
  public let lanes: SongLanes?

  /// A song.
  public init(name: String, lanes: SongLanes? = nil) {
    self.name = name
    self.lanes = lanes
  }
}
