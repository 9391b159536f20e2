/// Where a track's files lie on this machine: what documents that name media hang on.
///
/// All paths are absolute.
public struct TrackPlaces: Sendable, Hashable {
  /// Nothing is known.
  public static let unknown = TrackPlaces(song: nil, folder: nil)

  /// The song's own file; `nil` if only its name is known, as of a plan that does not say where its song is.
  public var song: String?
  /// The folder that the stage's document goes to; `nil` if it is not known.
  public var folder: String?
  /// The files beside the track that the stage reads, by their templates.
  public var files: [String: String]

  /// Where a track's files lie.
  public init(song: String?, folder: String?, files: [String: String] = [:]) {
    self.song = song
    self.folder = folder
    self.files = files
  }
}
