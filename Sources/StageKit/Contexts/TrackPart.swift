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
