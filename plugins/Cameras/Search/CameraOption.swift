/// A way to show a stretch of the song: a type that a clip gives, or no picture at all.
struct CameraOption: Hashable {
  /// The clip's number in the file; `nil` for no picture.
  let clip: Int?
  /// The number of the clip's camera, from 0; `nil` for no picture.
  let camera: Int?
  /// The type that is shown: the one asked for where there is no picture.
  let given: String
  /// What it costs to show this type in place of the one asked for, in millionths.
  let fallback: Int
  /// What the clip's quality costs, in millionths.
  let quality: Int
}
