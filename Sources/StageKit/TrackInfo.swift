/// What is known of one track besides its sound.
public struct TrackInfo: Sendable, Hashable {
  /// The track's name in the run: its path in the library without the ending, such as `a/x`.
  public let name: String
  /// The audio file's path in the library, such as `a/x.flac`.
  public let path: String
  /// Length in seconds.
  public let seconds: Double
  /// XXH3-128 of the file's content, in hexadecimal.
  public let hash: String
  /// What the track is for when a pipeline learns.
  public let part: TrackPart

  /// What is known of a track.
  public init(name: String, path: String, seconds: Double, hash: String, part: TrackPart = .training) {
    self.name = name
    self.path = path
    self.seconds = seconds
    self.hash = hash
    self.part = part
  }

  /// A seed from the content: the first 64 bits of the hash, so that a track always gets the same chances.
  public var seed: UInt64 { UInt64(hash.prefix(16), radix: 16) ?? 0 }
}
