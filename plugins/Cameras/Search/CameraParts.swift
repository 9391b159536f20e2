import StageKit

/// The terms of the objective for one slot, in millionths.
struct CameraParts: Hashable {
  var fallback = 0
  var quality = 0
  var share = 0
  var same = 0
  var aba = 0
  var angle = 0
  var axis = 0
  /// Frames without a picture.
  var missing = 0
  /// Whether the camera before was held less than the shortest time.
  var isHurried = false
  /// Whether a locked-off camera follows itself.
  var isForced = false

  /// The sum.
  var cost: CameraCost {
    CameraCost(
      missing: missing, hurried: isHurried ? 1 : 0, forced: isForced ? 1 : 0,
      weight: fallback + quality + share + same + aba + angle + axis)
  }

  /// The terms that are not 0 by name, such as `fallback=0.8`.
  var text: String {
    let terms = [
      ("fallback", fallback), ("quality", quality), ("share", share), ("same", same), ("aba", aba), ("angle", angle),
      ("axis", axis),
    ]
    let weights = terms.filter { $0.1 != 0 }.map { "\($0.0)=\((Double($0.1) / 1e6).text)" }
    return (weights + (isHurried ? ["hurried"] : []) + (isForced ? ["forced"] : [])).joined(separator: " ")
  }
}
