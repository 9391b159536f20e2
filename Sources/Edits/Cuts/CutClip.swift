import Shots
import StageKit

/// What a cut plays, as far as its file says.
public struct CutClip: Sendable, Hashable {
  /// The clip's own name, which may be the shot's.
  public var name = ""
  /// What songboard called the clip, by a comment that a person may have left beside another clip; empty if there is none.
  public var formerName = ""
  /// The reel that edit lists call it by; empty if the file has none.
  public var reel = ""
  /// The media's path, absolute or relative to the edit; empty if it is not known.
  public var file = ""
  /// The frame that the cut starts with, counted from the clip's first one; `nil` if only its timecode is known.
  public var inFrame: Int?
  /// The frame number of the timecode there; `nil` if the file has none.
  public var timecode: Int?
  /// The clip's length in frames, if the file says.
  public var frames: Int?
  /// Whether it is a card, which stands for a shot and is no recording.
  public var isCard = false

  /// The file's name, without its folders.
  var fileName: String { FilePath.lastPart(of: file) }

  /// The clip some frames later.
  func moved(by frames: Int) -> CutClip {
    var clip = self
    clip.inFrame = inFrame.map { $0 + frames }
    clip.timecode = timecode.map { $0 + frames }
    return clip
  }

  /// Whether songboard's own card clip is meant, by its reel or its name.
  static func isCard(name: String, reel: String = "") -> Bool { reel == ReelName.cards.text || name == "cards" }
}
