/// Where a shot's pictures come from: a recording of a camera, from one of its frames on.
public struct SourceClip: Sendable, Hashable, Codable {
  /// The clip's name, such as `CAM1`.
  public var name: String
  /// The reel that edit lists call it by: 1 to 8 of `A` to `Z`, `0` to `9` and `_`.
  public var reel: String
  /// The media file's path; relative ones start at the document's folder. Empty if it is not known.
  public var file: String
  /// The timecode of the clip's first frame, at the clip's own rate.
  public var start: Timecode
  /// The clip's frame that the shot's first frame shows, counted from the clip's first, at the clip's own rate.
  public var inFrame: Int
  /// The clip's length in frames at its own rate, if it is known.
  public var frames: Int?

  /// A clip from one of its frames on.
  public init(name: String, reel: String, file: String = "", start: Timecode, inFrame: Int, frames: Int? = nil) {
    self.name = name
    self.reel = reel
    self.file = file
    self.start = start
    self.inFrame = inFrame
    self.frames = frames
  }

  /// The clip's own frame rate.
  public var rate: FrameRate { start.rate }
}
