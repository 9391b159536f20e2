import StageKit

/// How a clip lies beside the song.
public struct ClipSync: Sendable, Hashable {
  /// How many seconds after the clip's beginning the song starts; below 0 if the clip starts later than the song.
  public let offset: Double
  /// How much faster than the song's clock the clip's runs, in millionths.
  public let drift: Double
  /// The share of the windows along both that agree, from 0 to 1.
  public let confidence: Double

  /// The sync of a clip with itself.
  public static let itself = ClipSync(offset: 0, drift: 0, confidence: 1)
}

/// What was found of a clip's sync.
public enum SyncFinding: Sendable, Hashable {
  /// The clip was found beside the song.
  case found(ClipSync)
  /// It cannot be told, and why.
  case unsure(String)
}
