/// What a song's part in training depends on.
public struct SplitSong: Sendable, Hashable {
  /// What the song is known by; songs of one name have one content.
  public let name: String
  /// The hash of its content, so that a song that is renamed, or there twice, stays in its part.
  public let content: String
  /// The group that must not be torn, such as the artist; `nil` for a song of its own.
  public let group: String?

  /// A song to be given a part.
  public init(name: String, content: String, group: String? = nil) {
    self.name = name
    self.content = content
    self.group = group
  }

  /// What goes together: the group, or else all songs of the same content.
  var unit: String { group.map { "group/\($0)" } ?? "content/\(content)" }
}
