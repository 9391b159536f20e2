import StageKit

/// The weights of the objective, in millionths.
struct CameraWeights: Sendable {
  /// What quality 0 costs against quality 1.
  let quality: Int
  /// The same camera twice in a row.
  let same: Int
  /// Straight back to the camera before.
  let aba: Int
  /// The same angle with sizes less than two apart.
  let angle: Int
  /// A cut across the action's line.
  let axis: Int

  init(_ settings: Settings) {
    quality = Self.millionths(settings[Cameras.quality])
    same = Self.millionths(settings[Cameras.same])
    aba = Self.millionths(settings[Cameras.aba])
    angle = Self.millionths(settings[Cameras.angle])
    axis = Self.millionths(settings[Cameras.axis])
  }

  /// A weight as a whole number.
  static func millionths(_ weight: Double) -> Int {
    Int((weight * 1e6).rounded())
  }
}
