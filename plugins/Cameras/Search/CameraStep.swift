/// One slot of the chosen path, with what it costs.
struct CameraStep {
  let slot: CameraSlot
  let option: CameraOption
  /// What the slot costs by itself and after the two before it.
  let parts: CameraParts
}
