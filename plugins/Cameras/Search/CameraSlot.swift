/// A stretch of frames that one option shows: an asked shot, or a part of one.
struct CameraSlot {
  /// The number of the asked shot.
  let shot: Int
  /// The plan's frames.
  let frames: Range<Int>
  /// What can show it, in the file's order.
  let options: [CameraOption]
}
