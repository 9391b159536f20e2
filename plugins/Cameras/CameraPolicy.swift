import StageKit

/// Choices of `cameras` on what to do where the cameras do not fit the plan.
enum CameraPolicy {
  /// What becomes of a type that no camera has.
  enum Fallback: String, Choice {
    /// The nearest type that a camera has takes its place.
    case follow
    /// It is an error.
    case refuse
  }

  /// What becomes of a shot that a camera covers in part.
  enum Partial: String, Choice {
    /// It may be split at a beat, so that another camera shows the rest.
    case split
    /// The camera does not show it.
    case refuse
  }

  /// What becomes of a shot that no camera covers.
  enum Missing: String, Choice {
    /// It is an error.
    case error
    /// It stays without a picture.
    case gap
  }

  /// What becomes of neighbouring shots of one clip.
  enum Repeated: String, Choice {
    /// They become one shot.
    case merge
    /// The cut stays.
    case keep
  }
}
