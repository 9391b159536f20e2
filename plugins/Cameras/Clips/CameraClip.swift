import Shots
import StageKit

/// One recording of a camera, laid beside the song: what it can show, when, and where its frames are.
struct CameraClip: Sendable {
  /// The side of the action's line that a camera stands on.
  enum Side: String, Choice {
    /// Left of the line, seen from the audience.
    case left
    /// Right of the line.
    case right
  }

  /// The clip's name in the file.
  let id: String
  /// The camera that recorded it; clips of one camera are the same view.
  let camera: String
  /// The reel's name for edit lists.
  let reel: String
  /// The media's path, as written; empty if it was not given.
  let file: String
  /// The folder that a relative path starts at, absolute: that of the file which names the clip.
  var folder = ""
  /// The clip's frame rate, which is the plan's.
  let rate: FrameRate
  /// The timecode of the clip's first frame.
  let start: Timecode
  /// How many seconds after the clip's first frame the song starts; below 0 if the clip starts later than the song.
  let offset: Double
  /// How much faster than the song's clock the camera's runs, in millionths.
  let drift: Double
  /// The clip's length in seconds; infinite if it is not known.
  let length: Double
  /// The picture's size; `nil` if it is not known.
  var size: PictureSize?
  /// When the clip may be used, in seconds of the song: in order, apart from each other.
  let spans: [ClosedRange<Double>]
  /// The types that the clip can show, in the file's order, each with its quality from 0 to 1.
  let types: [(name: String, quality: Double)]
  /// The direction that the camera looks from, in degrees; `nil` if it changes or is not known.
  let angle: Double?
  /// The side of the action's line; `nil` on the line.
  let side: Side?
  /// Whether it shows enough to take the place of any type.
  let isSafe: Bool
  /// Whether nobody moves it, so that a cut from it to itself is a fault.
  let isLockedOff: Bool

  /// Less than this, in seconds, is the rounding of a decimal number to a double, and no time.
  private static let rounding = 1e-9

  /// Whether the clip has pictures for a stretch of the song, in seconds.
  func covers(_ stretch: ClosedRange<Double>) -> Bool {
    spans.contains { span in
      span.lowerBound <= stretch.lowerBound + Self.rounding && stretch.upperBound <= span.upperBound + Self.rounding
    }
  }

  /// The clip's whole frames; `nil` if its length is not known.
  var frames: Int? { length.isFinite ? rate.frame(flooring: length) : nil }

  /// Whether the clip has as many frames as a stretch of the plan, from the one that its first frame shows: the nearest
  /// frame to the stretch's start may be one after that which is on screen.
  func holds(_ stretch: Range<Int>) -> Bool {
    let start = rate.seconds(ofFrame: stretch.lowerBound)
    guard sourceSeconds(at: start) > -Self.rounding else { return false }
    return frames.map { frame(at: start) + stretch.count <= $0 } ?? true
  }

  /// The frame of the clip, counted from its first, that is on screen at a time of the song: the nearest one.
  ///
  /// - Parameter time: In seconds of the song, where the clip has pictures.
  func frame(at time: Double) -> Int {
    rate.frame(rounding: sourceSeconds(at: time))
  }

  /// Seconds after the clip's first frame at a time of the song.
  func sourceSeconds(at time: Double) -> Double {
    offset + time * (1 + drift / 1e6)
  }
}
