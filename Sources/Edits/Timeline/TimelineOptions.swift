import Shots
import StageKit

/// What the events of a timeline point at; a song has no pictures of its own.
public enum TimelineMode: String, Choice {
  /// The plan's cameras where it has them, else cards.
  case auto
  /// One card clip whose timecode runs with the timeline's: a storyboard that opens anywhere.
  case cards
  /// The clips that a camera plan chose: a cut of a concert.
  case cameras
  /// Nothing: markers for a timeline that the editor already has.
  case markers
}

/// What markers and comments say of shots beside their types.
public enum TimelineNotes: String, Choice {
  /// Why the shot is as it is.
  case reason
  /// That, and how sure the model is.
  case full
  /// Nothing.
  case none
}

/// How a timeline is made of a plan.
public struct TimelineOptions: Sendable {
  /// What the events point at.
  public var mode: TimelineMode
  /// What is said of shots.
  public var notes: TimelineNotes
  /// The folder of the songs on the editor's machine; `nil` where they lie on this one.
  public var songs: String?
  /// The folder of the cameras' clips on the editor's machine; `nil` where they lie on this one.
  public var media: String?
  /// The size of the pictures; `nil` for that of the cameras' clips, or else 1920x1080.
  public var size: PictureSize?
  /// The reel of the card clip.
  public var reel: ReelName

  /// How a timeline is made.
  public init(
    mode: TimelineMode = .auto, notes: TimelineNotes = .reason, songs: String? = nil, media: String? = nil,
    size: PictureSize? = nil, reel: ReelName = .cards
  ) {
    self.mode = mode
    self.notes = notes
    self.songs = songs
    self.media = media
    self.size = size
    self.reel = reel
  }
}
