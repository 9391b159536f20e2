/// What a choice of cameras costs, term by term.
///
/// J = sum of fall(asked to given) + w_q (1 - q) + lambda(camera) + w_same [camera as before] + w_aba [camera as two
/// before] + w_angle [same angle, sizes less than two apart] + w_axis [line crossed].
struct CameraObjective {
  let clips: [CameraClip]
  let weights: CameraWeights
  let fallback: TypeFallback
  /// By camera: what each of its shots costs, in millionths, to hold its share of the time.
  var shares: [Int]

  /// Directions closer than this, in degrees, are one angle: the rule of thirty degrees.
  private static let sameAngle = 30.0
  /// From this many sizes apart, two shots of one angle cut well.
  private static let farApart = 2

  /// The terms of an option by itself.
  func parts(of option: CameraOption, in slot: CameraSlot) -> CameraParts {
    guard let camera = option.camera else { return CameraParts(missing: slot.frames.count) }
    return CameraParts(fallback: option.fallback, quality: option.quality, share: shares[camera])
  }

  /// The terms of a cut from one option to another.
  func parts(from last: CameraOption, to next: CameraOption) -> CameraParts {
    guard let from = last.clip, let to = next.clip else { return CameraParts() }
    var parts = CameraParts()
    if last.camera == next.camera {
      if clips[to].isLockedOff { parts.isForced = true } else { parts.same = weights.same }
    }
    if let before = clips[from].angle, let after = clips[to].angle, Self.isSame(before, after),
      let steps = fallback.steps(between: last.given, and: next.given), steps < Self.farApart
    {
      parts.angle = weights.angle
    }
    if let before = clips[from].side, let after = clips[to].side, before != after { parts.axis = weights.axis }
    return parts
  }

  /// Whether a cut leaves a camera too early.
  ///
  /// - Parameters:
  ///   - run: How many frames the camera was on screen in one go.
  ///   - shortest: How many it should have been.
  static func isHurried(from last: CameraOption, to next: CameraOption, after run: Int, shortest: Int) -> Bool {
    guard let from = last.camera, let to = next.camera else { return false }
    return from != to && run < shortest
  }

  /// What it costs to go back to the camera of two before.
  func returning(to next: CameraOption, camera beforeLast: Int?) -> Int {
    beforeLast != nil && next.camera == beforeLast ? weights.aba : 0
  }

  private static func isSame(_ first: Double, _ second: Double) -> Bool {
    let apart = abs(first - second).truncatingRemainder(dividingBy: 360)
    return min(apart, 360 - apart) < sameAngle
  }
}
