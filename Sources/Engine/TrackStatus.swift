/// How a track of a run ended.
public enum TrackStatus: String, Sendable, Codable, CodingKeyRepresentable {
  /// All documents were written.
  case ok
  /// All documents were there already, from the same input and settings.
  case cached
  /// The file ends before its sound does.
  case truncated
  /// No decoder knows the file.
  case unsupported
  /// The file holds no sound.
  case empty
  /// The sound is damaged.
  case corrupt
  /// The file cannot be read, or a stage could not do its work.
  case failed

  /// Whether the track's documents are complete.
  public var isComplete: Bool { self == .ok || self == .cached }
}
