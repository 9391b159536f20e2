/// What is known of one track besides its sound.
public struct TrackInfo: Sendable, Hashable, Codable {
  /// What tells the track from the others of a run, to key things by: names and paths may be there twice, where two folders
  /// have songs of one name. Tracks of equal identity are alike in all that they are made from.
  public let id: String
  /// The track's name in the run: its path in the library without the ending, such as `a/x`.
  public let name: String
  /// The audio file's path in the library, such as `a/x.flac`.
  public let path: String
  /// Length in seconds.
  public let seconds: Double
  /// Channels of the sound that is analysed, before they are mixed to one; 0 if that is not known, as of a track that is no
  /// sound.
  public let channels: Int
  /// Samples per second in the file; 0 if that is not known.
  public let sampleRate: Int
  /// The timecode that the file itself gives its first moment; `nil` if it has none.
  public let startTimecode: FileTimecode?
  /// XXH3-128 of the file's content, in hexadecimal.
  public let hash: String
  /// What the track is for when a pipeline learns. What a track stage gives must not depend on it, unless it takes from a
  /// learning stage: a new split makes nothing again that comes before learning.
  public let part: TrackPart
  /// The group that learning must not tear, such as the artist; `nil` for a track of its own. As with the part, no track
  /// stage before learning may depend on it.
  public let group: String?

  /// What is known of a track.
  ///
  /// - Parameter id: What tells it from others; by default its path.
  public init(
    id: String? = nil, name: String, path: String, seconds: Double, channels: Int = 0, sampleRate: Int = 0,
    startTimecode: FileTimecode? = nil, hash: String, part: TrackPart = .training, group: String? = nil
  ) {
    self.id = id ?? path
    self.name = name
    self.path = path
    self.seconds = seconds
    self.channels = channels
    self.sampleRate = sampleRate
    self.startTimecode = startTimecode
    self.hash = hash
    self.part = part
    self.group = group
  }

  /// A seed from the content: the first 64 bits of the hash, so that a track always gets the same chances.
  public var seed: UInt64 { UInt64(hash.prefix(16), radix: 16) ?? 0 }
}

/// What a track is for when a pipeline learns.
public enum TrackPart: String, Choice, Codable {
  /// Learned from.
  case training
  /// Decides when to stop, and which model is kept.
  case validation
  /// Only scored.
  case test
  /// Has no labels; only a teacher's opinion of it is learned.
  case unlabelled
}
