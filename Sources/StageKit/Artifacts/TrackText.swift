/// A text file that lies beside a track, as its author wrote it: the labels of a song.
public struct TrackText: JSONArtifact, Hashable {
  /// Carried by ports of kind ``PortKind/text``.
  public static let type = ArtifactType(TrackText.self, kind: .text)

  /// The file's path, for messages.
  public let path: String
  /// The file's content; `nil` if the track has no such file, or it must not be read.
  public let bytes: [UInt8]?

  /// A file beside a track.
  public init(path: String, bytes: [UInt8]?) {
    self.path = path
    self.bytes = bytes
  }
}
