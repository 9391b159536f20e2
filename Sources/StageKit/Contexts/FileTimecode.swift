/// The timecode that a file gives its own first moment, as cameras and recorders write it.
public enum FileTimecode: Sendable, Hashable, Codable {
  /// Digits such as `10:00:00:00`, and how many frames they count in how many seconds (QuickTime's `tmcd`, MXF).
  case written(String, frames: Int, seconds: Int)
  /// Samples since midnight, and how many of them are in a second (the time reference in `bext` of Broadcast Wave).
  case samples(Int, rate: Int)
}
