import Formats
import Shots
import StageKit

/// A timeline as a project of MLT XML, which melt plays and Kdenlive and Shotcut open: each finds in it what it looks for.
///
/// Kdenlive wants a bin whose clips are numbered, a black track below the others and its own marks on tracks and
/// transitions; Shotcut wants marks on the tractor and the tracks. Source: MLT XML; what both programs save themselves.
public struct MLTWriter {
  /// The names of playlists and producers; the first three are Kdenlive's.
  private enum ID {
    static let bin = "main_bin"
    static let background = "black_track"
    static let timeline = "timeline"
    static let black = "black"
    static let song = "song"
    static let pictures = "pictures"
    static let sound = "sound"
  }

  /// The number of the first clip in Kdenlive's bin; 1 is the timeline itself.
  private static let firstClip = 2
  /// What Kdenlive marks transitions with that it makes itself.
  private static let ownTransition = "237"

  private let timeline: SongTimeline
  /// Whether colours stand for the shots, so that no media is needed; else the clips play.
  private var hasCards: Bool { timeline.mode == .cards }
  private var plan: ShotPlan { timeline.plan }

  /// The whole document.
  ///
  /// - Parameter timeline: Of cards or cameras.
  public static func document(of timeline: SongTimeline) -> Document {
    Document(text: MLTWriter(timeline: timeline).root.document())
  }

  private var root: XML {
    let clips =
      (hasCards ? timeline.events.map(card) : timeline.clips.enumerated().map { camera($1, place: $0) }) + [song]
    let entries = timeline.events.map { event in
      event.clip.map { entry(event, clip: $0) } ?? XML("blank", ["length": String(event.shot.frames)])
    }
    let whole = { XML("entry", ["producer": $0, "in": "0", "out": last(plan.frames)]) }
    let playlists = [
      playlist(ID.background, [], [whole(ID.black)]),
      playlist(
        ID.sound,
        [
          ("kdenlive:audio_track", "1"), ("kdenlive:track_name", "Song"), ("shotcut:audio", "1"),
          ("shotcut:name", "A1"),
        ],
        [whole(ID.song)]),
      playlist(
        ID.pictures, [("kdenlive:track_name", "Shots"), ("shotcut:video", "1"), ("shotcut:name", "V1")], entries),
    ]
    return XML(
      "mlt", ["LC_NUMERIC": "C", "producer": ID.bin],
      [profile] + clips.enumerated().map { producer($1, number: Self.firstClip + $0) } + [black, bin(clips)] + playlists
        + [tractor])
  }

  private var profile: XML {
    let (width, height) = timeline.size.aspect
    return XML(
      "profile",
      [
        "description": "songboard", "width": String(timeline.size.width), "height": String(timeline.size.height),
        "progressive": "1", "sample_aspect_num": "1", "sample_aspect_den": "1", "display_aspect_num": String(width),
        "display_aspect_den": String(height), "frame_rate_num": String(plan.rate.numerator),
        "frame_rate_den": String(plan.rate.denominator), "colorspace": "709",
      ])
  }

  private var tractor: XML {
    let track = { (name: String, hidden: String) in XML("track", ["hide": hidden, "producer": name]) }
    let properties = XML.properties([("shotcut", "1"), ("shotcut:projectAudioChannels", "2")])
    return XML(
      "tractor", ["id": ID.timeline, "in": "0", "out": last(plan.frames)],
      properties + [MLTGuides.shotcutMarkers(of: timeline)]
        + [
          XML("track", ["producer": ID.background]), track(ID.sound, "video"), track(ID.pictures, "audio"),
          mix,
        ])
  }

  /// The song's sound with that below it. Pictures need no transition: what is on the upper track is shown, and Kdenlive adds
  /// its own.
  private var mix: XML {
    XML(
      "transition", [:],
      XML.properties([
        ("a_track", "0"), ("b_track", "1"), ("mlt_service", "mix"), ("internal_added", Self.ownTransition),
        ("always_active", "1"), ("sum", "1"),
      ]))
  }

  /// All clips, as Kdenlive's bin and Shotcut's playlist show them.
  private func bin(_ clips: [Clip]) -> XML {
    playlist(
      ID.bin,
      [
        ("kdenlive:docproperties.version", "1.04"), ("kdenlive:docproperties.kdenliveversion", "22.12.3"),
        ("kdenlive:docproperties.profile", ""), ("kdenlive:docproperties.guides", MLTGuides.kdenlive(of: timeline)),
        ("xml_retain", "1"),
      ],
      clips.map { XML("entry", ["producer": $0.id]) })
  }

  private func playlist(_ id: String, _ values: [(name: String, value: String)], _ entries: [XML]) -> XML {
    XML("playlist", ["id": id], XML.properties(values) + entries)
  }

  private func entry(_ event: TimelineEvent, clip place: Int) -> XML {
    let id = hasCards ? Self.card(event.number) : Self.camera(place)
    let first = hasCards ? 0 : event.clipFrame
    return XML("entry", ["producer": id, "in": String(first), "out": last(first + event.shot.frames)])
  }

  private func last(_ frames: Int) -> String { String(frames - 1) }
}

// MARK: Clips

extension MLTWriter {
  /// A clip of the bin: what plays, and how both programs call it.
  private struct Clip {
    let id: String
    let name: String
    let frames: Int
    /// Kdenlive's: with which of sound and picture it is used.
    let kind: String
    let values: [(name: String, value: String)]
  }

  private static func card(_ number: Int) -> String { "card\(number)" }

  private static func camera(_ place: Int) -> String { "camera\(place + 1)" }

  private func card(_ event: TimelineEvent) -> Clip {
    Clip(
      id: Self.card(event.number), name: event.name, frames: event.shot.frames, kind: "2",
      values: [("mlt_service", "color"), ("resource", plan.colour(of: event.shot.type))])
  }

  private func camera(_ clip: MediaClip, place: Int) -> Clip {
    Clip(
      id: Self.camera(place), name: clip.name, frames: clip.frames, kind: "2",
      values: [("mlt_service", "avformat"), ("resource", clip.file.playerPath), ("audio_index", "-1")])
  }

  private var song: Clip {
    Clip(
      id: ID.song, name: timeline.song.name, frames: plan.frames, kind: "1",
      values: [("mlt_service", "avformat"), ("resource", timeline.song.playerPath), ("video_index", "-1")])
  }

  private var black: XML {
    XML(
      "producer", ["id": ID.black, "in": "0", "out": last(plan.frames)],
      XML.properties([
        ("length", String(plan.frames)), ("mlt_service", "color"), ("resource", "black"), ("set.test_audio", "0"),
      ]))
  }

  private func producer(_ clip: Clip, number: Int) -> XML {
    XML(
      "producer", ["id": clip.id, "in": "0", "out": last(clip.frames)],
      XML.properties(
        [("length", String(clip.frames))] + clip.values + [
          ("kdenlive:id", String(number)), ("kdenlive:clip_type", clip.kind), ("kdenlive:clipname", clip.name),
          ("shotcut:caption", clip.name),
        ]))
  }
}

extension XML {
  /// Named values as MLT writes them.
  static func properties(_ values: [(name: String, value: String)]) -> [XML] {
    values.map { XML("property", ["name": $0.name], text: $0.value) }
  }
}
