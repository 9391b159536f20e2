import Formats
import Shots

/// A timeline as elements of MLT XML.
struct MLTElements {
  private static let song = "song"
  private static let pictures = "pictures"
  private static let sound = "sound"

  private let timeline: SongTimeline
  /// Whether colours stand for the shots, so that no media is needed; else the clips play.
  private let hasCards: Bool
  private var plan: ShotPlan { timeline.plan }

  init(_ timeline: SongTimeline, hasCards: Bool) {
    self.timeline = timeline
    self.hasCards = hasCards
  }

  /// The whole document.
  var root: XML {
    let producers = hasCards ? timeline.events.map(card) : timeline.clips.enumerated().map { camera($1, place: $0) }
    let entries = timeline.events.map { event in
      event.clip.map { entry(event, clip: $0) } ?? XML("blank", ["length": String(event.shot.frames)])
    }
    let music = producer(
      Self.song, frames: plan.frames,
      [("mlt_service", "avformat"), ("resource", timeline.song.path), ("video_index", "-1")])
    let musicEntry = XML("entry", ["producer": Self.song, "in": "0", "out": last(plan.frames)])
    return XML(
      "mlt", ["LC_NUMERIC": "C", "producer": "timeline"],
      [profile] + producers + [
        music, XML("playlist", ["id": Self.pictures], entries), XML("playlist", ["id": Self.sound], [musicEntry]),
        tractor,
      ])
  }

  private var profile: XML {
    XML(
      "profile",
      [
        "description": "songboard", "width": "1280", "height": "720", "progressive": "1", "sample_aspect_num": "1",
        "sample_aspect_den": "1", "display_aspect_num": "16", "display_aspect_den": "9",
        "frame_rate_num": String(plan.rate.numerator), "frame_rate_den": String(plan.rate.denominator),
        "colorspace": "709",
      ])
  }

  private var tractor: XML {
    let mix = XML(
      "transition", [:],
      properties([
        ("a_track", "0"), ("b_track", "1"), ("mlt_service", "mix"), ("always_active", "1"), ("sum", "1"),
      ]))
    return XML(
      "tractor", ["id": "timeline", "in": "0", "out": last(plan.frames)],
      [XML("track", ["producer": Self.pictures]), XML("track", ["hide": "video", "producer": Self.sound]), mix])
  }

  private func card(_ event: TimelineEvent) -> XML {
    producer(
      "card\(event.number)", frames: event.shot.frames,
      [
        ("length", String(event.shot.frames)), ("mlt_service", "color"),
        ("resource", plan.colour(of: event.shot.type)), ("shotcut:caption", event.name),
      ])
  }

  private func camera(_ clip: MediaClip, place: Int) -> XML {
    producer(
      "camera\(place + 1)", frames: clip.frames,
      [
        ("length", String(clip.frames)), ("mlt_service", "avformat"), ("resource", clip.file.path),
        ("audio_index", "-1"), ("shotcut:caption", clip.name),
      ])
  }

  private func entry(_ event: TimelineEvent, clip place: Int) -> XML {
    guard !hasCards else {
      return XML("entry", ["producer": "card\(event.number)", "in": "0", "out": last(event.shot.frames)])
    }
    return XML(
      "entry",
      [
        "producer": "camera\(place + 1)", "in": String(event.clipFrame),
        "out": last(event.clipFrame + event.shot.frames),
      ])
  }

  private func producer(_ id: String, frames: Int, _ values: [(name: String, value: String)]) -> XML {
    XML("producer", ["id": id, "in": "0", "out": last(frames)], properties(values))
  }

  private func properties(_ values: [(name: String, value: String)]) -> [XML] {
    values.map { XML("property", ["name": $0.name], text: $0.value) }
  }

  private func last(_ frames: Int) -> String { String(frames - 1) }
}
