import Shots
import StageKit

/// What the events of a timeline point at; a song has no pictures of its own.
public enum TimelineMode: String, Choice {
  /// One card clip whose timecode runs with the timeline's: a storyboard that opens anywhere.
  case cards
  /// The clips that a camera plan chose: a cut of a concert.
  case cameras
  /// Nothing: markers for a timeline that the editor already has.
  case markers
}

/// A song's shots as a timeline: events that play clips over the song. All formats are written from it.
public struct SongTimeline: Sendable {
  /// What the events point at.
  let mode: TimelineMode
  /// The song's name.
  let name: String
  /// The song's file.
  let song: MediaFile
  /// The plan.
  let plan: ShotPlan
  /// The clips, in order of their first use.
  private(set) var clips: [MediaClip] = []
  /// An event for each shot.
  private(set) var events: [TimelineEvent] = []

  /// The timeline of a plan.
  ///
  /// - Parameters:
  ///   - songs: The folder of the songs; the song is beside the document if `nil`.
  ///   - reel: The reel of the card clip.
  /// - Throws: ``Failure`` if the plan runs past midnight, or the cameras' clips cannot be cut at its rate.
  public init(
    _ plan: ShotPlan, of track: TrackInfo, mode: TimelineMode, songs: String? = nil, reel: ReelName = .cards
  ) throws(Failure) {
    try Self.requireOneDay(from: plan.start, frames: plan.frames)
    self.mode = mode
    name = FilePath.lastPart(of: track.name)
    song = MediaFile(songOf: track, in: songs)
    self.plan = plan
    switch mode {
    case .cards:
      let cards = MediaClip(
        name: "cards", reel: reel.text, file: MediaFile(cardsOf: track), start: plan.start, frames: plan.frames)
      clips = [cards]
      events = plan.shots.enumerated().map { index, shot in
        TimelineEvent(number: index + 1, shot: shot, clip: 0, clipFrame: shot.inFrame)
      }
    case .cameras:
      try addCameras()
    case .markers:
      events = plan.shots.enumerated().map { index, shot in
        TimelineEvent(number: index + 1, shot: shot, clip: nil, clipFrame: 0)
      }
    }
  }

  /// Throws ``Failure`` for what runs past midnight.
  static func requireOneDay(from start: Timecode, frames: Int) throws(Failure) {
    guard start.frame + frames <= Timecode.framesPerDay(at: start.rate) else {
      throw Failure(
        "the plan starts at \(start) and runs past midnight, which timelines cannot say",
        remedy: "let it start earlier")
    }
  }

  /// The clip of an event, if it plays one.
  func clip(of event: TimelineEvent) -> MediaClip? {
    event.clip.map { clips[$0] }
  }

  private mutating func addCameras() throws(Failure) {
    guard plan.hasCameras else {
      throw Failure("the plan names no cameras", remedy: "wire the shots of a `cameras` stage, or use mode: cards")
    }
    var places: [MediaClip: Int] = [:]
    for (index, shot) in plan.shots.enumerated() {
      guard let source = shot.source else {
        events.append(TimelineEvent(number: index + 1, shot: shot, clip: nil, clipFrame: 0))
        continue
      }
      try check(source, of: shot, number: index + 1)
      var clip = MediaClip(
        name: source.name, reel: Self.reel(of: source), file: MediaFile(path: source.file), start: source.start,
        frames: 0)
      let place = places[clip] ?? clips.count
      if place == clips.count {
        places[clip] = place
        clips.append(clip)
      }
      clip.frames = max(clips[place].frames, source.frames ?? source.inFrame + shot.frames)
      clips[place] = clip
      events.append(TimelineEvent(number: index + 1, shot: shot, clip: place, clipFrame: source.inFrame))
    }
  }

  /// A reel's name that edit lists can hold; `AX`, the auxiliary source, for a clip without one.
  private static func reel(of source: SourceClip) -> String {
    let word = ASCIIText.word(source.reel).prefix(8)
    return word.isEmpty ? "AX" : String(word)
  }

  private func check(_ source: SourceClip, of shot: Shot, number: Int) throws(Failure) {
    let name = "shot \(number) (\(shot.type)): the clip '\(source.name)'"
    guard source.rate == plan.rate else {
      throw Failure(
        "\(name) runs at \(source.rate.rawValue), the plan at \(plan.rate.rawValue), and events count frames of one rate",
        remedy: "conform the clip, or cut at its rate")
    }
    if let frames = source.frames, source.inFrame + shot.frames > frames {
      throw Failure("\(name) ends at its frame \(frames), but the shot needs \(source.inFrame + shot.frames)")
    }
  }
}

/// A clip that events of a timeline play parts of.
struct MediaClip: Sendable, Hashable {
  /// The clip's name.
  let name: String
  /// The reel that edit lists call it by.
  let reel: String
  /// The media.
  let file: MediaFile
  /// The timecode of its first frame.
  let start: Timecode
  /// Its length in frames; as much as the timeline plays if its own is not known.
  var frames: Int

  /// What editors find the media by: the file's name, or the clip's where there is no file.
  var mediaName: String { file.name.isEmpty ? name : file.name }
}
