import StageKit

/// Where a shot's pictures come from: a recording of a camera, from one of its frames on.
public struct SourceClip: Sendable, Hashable, Codable {
  /// The clip's name, such as `CAM1`.
  public var name: String
  /// The reel that edit lists call it by: 1 to 8 of `A` to `Z`, `0` to `9` and `_`.
  public var reel: String
  /// The media file's path; relative ones start at ``folder``. Empty if it is not known.
  public var file: String
  /// The folder that a relative path starts at, absolute: that of the file which names the clip. Empty for the folder of
  /// the document that is written.
  public var folder: String
  /// The timecode of the clip's first frame, at the clip's own rate.
  public var start: Timecode
  /// The clip's frame that the shot's first frame shows, counted from the clip's first, at the clip's own rate.
  public var inFrame: Int
  /// The clip's length in frames at its own rate, if it is known.
  public var frames: Int?
  /// The size of its pictures, if it is known.
  public var size: PictureSize?

  /// A clip from one of its frames on.
  public init(
    name: String, reel: String, file: String = "", folder: String = "", start: Timecode, inFrame: Int,
    frames: Int? = nil, size: PictureSize? = nil
  ) {
    self.name = name
    self.reel = reel
    self.file = file
    self.folder = folder
    self.start = start
    self.inFrame = inFrame
    self.frames = frames
    self.size = size
  }

  /// Whether edit lists can call a reel so: CMX 3600 has eight columns for it, and readers that split lines at spaces lose
  /// clips without an error.
  public static func isReel(_ name: String) -> Bool {
    WrittenForm.fits(name, reelPattern)
  }

  private static let reelPattern = "^[A-Z0-9_]{1,8}$"

  /// What ``isReel(_:)`` takes.
  public static let reelForm = WrittenForm.text(pattern: reelPattern)

  /// The clip's own frame rate.
  public var rate: FrameRate { start.rate }
}
