import Edits
import Shots
import StageKit

/// The parameters that timelines share.
enum TimelineSettings {
  static let mode = Parameter(
    "mode", default: TimelineMode.auto,
    "Events point at the plan's cameras where it has them, else at one card clip; or at one of them always, or there are "
      + "only markers.")
  static let notes = Parameter(
    "notes", default: TimelineNotes.reason,
    "What markers and comments say beside the type: the reason, that and how sure the model is (full), or nothing.")
  static let songs = Parameter<String?>(
    "songs", default: nil,
    "The folder of the songs on the editor's machine, such as D:\\Music: the song's path in the library follows; none is "
      + "where the song lies here.")
  static let media = Parameter<String?>(
    "media", default: nil,
    "The folder of the cameras' clips on the editor's machine: the clip's path in cameras.yaml follows; none is where "
      + "they lie here.")
  static let size = Parameter<PictureSize?>(
    "size", default: nil, "The size of the pictures, such as 3840x2160; none is the clips' own, or else 1920x1080.")

  /// What timelines of cards or cameras share.
  static let ofTimelines: [any AnyParameter] = [mode, notes, songs, media]
  /// What they share besides.
  static let advanced: [any AnyParameter] = [size]
}

extension SongTimeline {
  /// The timeline of a writer's plan by its settings; media that are not there are told.
  ///
  /// - Throws: As ``init(_:of:at:_:)`` does.
  init(
    _ plan: ShotPlan, in context: TrackContext, _ settings: Settings, mode: TimelineMode? = nil, reel: ReelName = .cards
  ) throws(Failure) {
    try self.init(
      plan, of: context.track, at: context.places,
      TimelineOptions(
        mode: mode ?? settings[TimelineSettings.mode], notes: settings[TimelineSettings.notes],
        songs: settings[TimelineSettings.songs], media: settings[TimelineSettings.media],
        size: settings[TimelineSettings.size], reel: reel))
    for (name, path) in missingMedia(context.isThere) {
      context.warnOfTrack("\(name) is not at \(path); editors will ask for it")
    }
  }
}

extension Settings {
  /// Settings of a project of MLT.
  ///
  /// - Throws: ``Failure`` for a timeline of markers alone.
  func ofProject() throws(Failure) -> Settings {
    guard self[TimelineSettings.mode] != .markers else {
      throw Failure("a project needs clips", remedy: "use mode: cards or cameras, and write.guides for guides alone")
    }
    return self
  }
}
