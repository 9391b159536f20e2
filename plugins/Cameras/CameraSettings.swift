import StageKit

/// The settings of `cameras`, read once.
struct CameraSettings: Sendable {
  /// The clips of a song.
  let file: TrackFile
  /// What may stand in for what.
  let fallback: TypeFallback
  /// What a choice costs otherwise.
  let weights: CameraWeights
  /// The most of the time that a camera should have, as a share.
  let maxShare: Double
  /// The shortest part of a split shot, and the shortest time on a camera, in seconds.
  let minHold: Double
  /// The longest shot that merging makes, in seconds.
  let maxHold: Double
  /// Pictures wanted before and after each shot, in seconds.
  let handles: Double
  let partial: CameraPolicy.Partial
  let missing: CameraPolicy.Missing
  let onSame: CameraPolicy.Repeated

  /// The settings of the stage.
  ///
  /// - Throws: ``Failure`` if there is no file, or a type is twice on the scale.
  init(_ settings: Settings) throws(Failure) {
    guard let file = settings[Cameras.file] else {
      throw Failure("needs the file of the clips", remedy: "write `with: {file: cameras.yaml}`")
    }
    let scale = settings[Cameras.scale]
    guard Set(scale).count == scale.count else { throw Failure("'scale' names a type twice") }
    self.file = file
    fallback = TypeFallback(settings)
    weights = CameraWeights(settings)
    maxShare = settings[Cameras.maxShare]
    minHold = settings[Cameras.minHold]
    maxHold = settings[Cameras.maxHold]
    handles = settings[Cameras.handles]
    partial = settings[Cameras.partial]
    missing = settings[Cameras.missing]
    onSame = settings[Cameras.onSame]
  }
}

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
