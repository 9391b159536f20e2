import Formats
import Shots
import StageKit

/// A timeline as a project of FCPXML 1.10.
public struct FCPXMLWriter {
  private static let format = "format"
  private static let song = "song"

  private let timeline: SongTimeline
  private var plan: ShotPlan { timeline.plan }

  /// The whole document.
  public static func document(of timeline: SongTimeline) -> Document {
    Document(text: FCPXMLWriter(timeline: timeline).root.document(isTyped: true))
  }

  /// It says nothing of when it was made, so that the same plan gives the same bytes.
  private var root: XML {
    let spine = XML("spine", [:], timeline.events.enumerated().map { item($1, isFirst: $0 == 0) })
    let sequence = XML(
      "sequence",
      [
        "format": Self.format, "duration": time(plan.frames), "tcStart": time(plan.start.frame), "tcFormat": counting,
      ], [spine])
    let project = XML("project", ["name": timeline.name], [sequence])
    let library = XML("library", [:], [XML("event", ["name": timeline.name], [project])])
    return XML("fcpxml", ["version": "1.10"], [resources, library])
  }

  /// The sizes of pictures, the timeline's first.
  private var sizes: [PictureSize] {
    timeline.clips.map(\.size).reduce(into: [timeline.size]) { sizes, size in
      if !sizes.contains(size) { sizes.append(size) }
    }
  }

  /// The name of the format of a size.
  private func format(of size: PictureSize) -> String {
    let place = sizes.firstIndex(of: size) ?? 0
    return place == 0 ? Self.format : "\(Self.format)\(place + 1)"
  }

  private var resources: XML {
    let formats = sizes.map { size in
      XML(
        "format",
        [
          "id": format(of: size), "name": "FFVideoFormatRateUndefined", "frameDuration": time(1),
          "width": String(size.width), "height": String(size.height),
        ])
    }
    let clips = timeline.clips.enumerated().map { place, clip in
      XML(
        "asset",
        [
          "id": id(ofClip: place), "name": clip.name, "start": time(clip.start.frame), "duration": time(clip.frames),
          "hasVideo": "1", "format": format(of: clip.size), "videoSources": "1",
        ], [media(clip.file)])
    }
    let song = XML(
      "asset",
      [
        "id": Self.song, "name": timeline.name, "start": time(0), "duration": time(plan.frames), "hasAudio": "1",
        "audioSources": "1", "audioChannels": String(timeline.channels),
      ], [media(timeline.song)])
    return XML("resources", [:], formats + clips + [song])
  }

  /// A clip, or a gap where nothing plays, with its marker; the song hangs on the first one.
  private func item(_ event: TimelineEvent, isFirst: Bool) -> XML {
    let offset = time(plan.start.frame + event.shot.inFrame)
    let duration = time(event.shot.frames)
    guard let place = event.clip else {
      return XML(
        "gap", ["name": event.name, "offset": offset, "start": time(0), "duration": duration],
        (isFirst ? [song(at: 0)] : []) + [marker(event, at: 0)])
    }
    let start = timeline.clips[place].start.frame + event.clipFrame
    return XML(
      "asset-clip",
      [
        "ref": id(ofClip: place), "name": event.name, "offset": offset, "start": time(start), "duration": duration,
        "srcEnable": "video", "tcFormat": counting,
      ],
      (isFirst ? [song(at: start)] : []) + [marker(event, at: start)])
  }

  private func song(at frame: Int) -> XML {
    XML(
      "asset-clip",
      [
        "ref": Self.song, "lane": "-1", "name": timeline.name, "offset": time(frame), "duration": time(plan.frames),
        "audioRole": "music",
      ])
  }

  private func marker(_ event: TimelineEvent, at frame: Int) -> XML {
    XML("marker", ["start": time(frame), "duration": time(1), "value": event.title, "note": event.note])
  }

  private func media(_ file: MediaFile) -> XML {
    XML("media-rep", ["kind": "original-media", "src": file.url])
  }

  private func id(ofClip place: Int) -> String { "clip\(place + 1)" }

  private var counting: String { plan.rate.isDropFrame ? "DF" : "NDF" }

  /// A number of frames in seconds, as a fraction over the rate, or whole.
  private func time(_ frames: Int) -> String {
    let (numerator, denominator) = (frames * plan.rate.denominator, plan.rate.numerator)
    let isWhole = numerator % denominator == 0
    return isWhole ? "\(numerator / denominator)s" : "\(numerator)/\(denominator)s"
  }
}
