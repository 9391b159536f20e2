/// How a track of a run ended.
public enum TrackStatus: String, Sendable, Codable, CodingKeyRepresentable {
  /// All documents were written.
  case ok
  /// All documents were there already, from the same input and settings.
  case cached
  /// A person has changed documents, or others' files are in their places: these stay, and what is made of the same shots.
  case edited
  /// The file ends before its sound does. It has documents only if the pipeline keeps damaged tracks.
  case truncated
  /// No decoder knows the file.
  case unsupported
  /// The file holds no sound.
  case empty
  /// The sound is damaged. It has documents only if the pipeline keeps damaged tracks.
  case corrupt
  /// The file cannot be read, or a stage could not do its work.
  case failed

  /// Whether the track's documents are there, and made from all of its sound.
  public var isComplete: Bool { self == .ok || self == .cached }
}
