import Shots
import StageKit

/// A song's shots as a timeline: events that play clips over the song. All formats are written from it.
public struct SongTimeline: Sendable {
  /// What the events point at: never ``TimelineMode/auto``.
  public let mode: TimelineMode
  /// The song's name.
  let name: String
  /// The song's file.
  let song: MediaFile
  /// How many channels of sound the song has.
  let channels: Int
  /// The plan.
  let plan: ShotPlan
  /// The size of the pictures.
  let size: PictureSize
  /// The clips, in order of their first use.
  private(set) var clips: [MediaClip] = []
  /// An event for each shot.
  private(set) var events: [TimelineEvent] = []

  /// The timeline of a plan.
  ///
  /// - Parameter places: Where the song lies, and the folder of the document.
  /// - Throws: ``Failure`` if the plan runs past midnight, or the cameras' clips cannot be cut at its rate.
  public init(
    _ plan: ShotPlan, of track: TrackInfo, at places: TrackPlaces = .unknown, _ options: TimelineOptions
  ) throws(Failure) {
    try Self.requireOneDay(from: plan.start, frames: plan.frames)
    mode = options.mode == .auto ? (plan.hasCameras ? .cameras : .cards) : options.mode
    name = FilePath.lastPart(of: track.name)
    song = MediaFile(songOf: track, at: places, in: options.songs)
    // Of a song whose channels are not known, as of an old plan, the two that most have.
    channels = track.channels > 0 ? track.channels : 2
    self.plan = plan
    size = options.size ?? (mode == .cameras ? Self.size(of: plan) : nil) ?? .fullHD
    switch mode {
    case .cards, .auto:
      let cards = MediaClip(
        name: "cards", reel: options.reel.text, file: MediaFile(cardsOf: track, at: places), start: plan.start,
        frames: plan.frames, size: size)
      clips = [cards]
      addEvents(options.notes) { (0, $0.inFrame) }
    case .cameras:
      try addCameras(at: places, options)
    case .markers:
      addEvents(options.notes) { _ in nil }
    }
  }

  /// The files of this machine that the timeline plays and that are not there, each with what plays it.
  ///
  /// The video of the cards is not among them: it is made when it is wanted.
  public func missingMedia(_ isThere: (String) -> Bool) -> [(name: String, path: String)] {
    let media = [("the song", song)] + (mode == .cameras ? clips.map { ("the clip \($0.name)", $0.file) } : [])
    return media.compactMap { name, file in
      guard let path = file.localPath, !isThere(path) else { return nil }
      return (name, path)
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

  private mutating func addEvents(_ notes: TimelineNotes, playing clip: (Shot) -> (place: Int, frame: Int)?) {
    events = plan.shots.enumerated().map { index, shot in
      let played = clip(shot)
      return TimelineEvent(
        number: index + 1, shot: shot, clip: played?.place, clipFrame: played?.frame ?? 0, notes: notes)
    }
  }

  private mutating func addCameras(at places: TrackPlaces, _ options: TimelineOptions) throws(Failure) {
    guard plan.hasCameras else {
      throw Failure("the plan names no cameras", remedy: "wire the shots of a `cameras` stage, or use mode: cards")
    }
    var numbers: [MediaClip: Int] = [:]
    for (index, shot) in plan.shots.enumerated() {
      var event = TimelineEvent(number: index + 1, shot: shot, clip: nil, clipFrame: 0, notes: options.notes)
      if let source = shot.source {
        try check(source, of: shot, number: event.number)
        var clip = MediaClip(
          name: source.name, reel: ReelName.word(of: source),
          file: MediaFile(of: source, from: places.folder, in: options.media), start: source.start, frames: 0,
          size: source.size ?? size)
        let number = numbers[clip] ?? clips.count
        if number == clips.count {
          numbers[clip] = number
          clips.append(clip)
        }
        clip.frames = max(clips[number].frames, source.frames ?? source.inFrame + shot.frames)
        clips[number] = clip
        (event.clip, event.clipFrame) = (number, source.inFrame)
      }
      events.append(event)
    }
  }

  /// The size that most of a plan's frames have; `nil` if none is known.
  private static func size(of plan: ShotPlan) -> PictureSize? {
    var frames: [PictureSize: Int] = [:]
    for shot in plan.shots { if let size = shot.source?.size { frames[size, default: 0] += shot.frames } }
    return frames.max { ($0.value, $0.key.width) < ($1.value, $1.key.width) }?.key
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
  /// The size of its pictures.
  let size: PictureSize

  /// What editors find the media by: the file's name, or the clip's where there is no file.
  var mediaName: String { file.name.isEmpty ? name : file.name }
}
