import Formats
import Shots
import StageKit

/// A timeline as a sequence of Final Cut Pro 7 XML.
public struct FCP7Writer {
  private let timeline: SongTimeline
  private var plan: ShotPlan { timeline.plan }

  /// The whole document.
  public static func document(of timeline: SongTimeline) -> Document {
    Document(text: FCP7Writer(timeline: timeline).root.document(isTyped: true))
  }

  private var root: XML {
    let markers = timeline.events.map { event in
      XML(
        "marker", [:],
        [
          XML("name", text: event.title), XML("comment", text: event.note), number("in", event.shot.inFrame),
          number("out", event.shot.outFrame),
        ])
    }
    let media = XML("media", [:], [XML("video", [:], [format, videoTrack]), audio])
    let fields = [
      XML("name", text: timeline.name), number("duration", plan.frames), rate, timecode(plan.start), media,
    ]
    return XML("xmeml", ["version": "4"], [XML("sequence", ["id": "sequence"], fields + markers)])
  }

  private var format: XML {
    let picture = [
      XML("anamorphic", text: "FALSE"), XML("pixelaspectratio", text: "square"), XML("fielddominance", text: "none"),
    ]
    return XML("format", [:], [XML("samplecharacteristics", [:], [rate] + size(timeline.size) + picture)])
  }

  private var videoTrack: XML {
    var described: Set<Int> = []
    let items = timeline.events.compactMap { event -> XML? in
      guard let place = event.clip else { return nil }
      let clip = timeline.clips[place]
      let isFirst = described.insert(place).inserted
      let id = "file\(place + 1)"
      return XML(
        "clipitem", ["id": "clip\(event.number)"],
        [
          XML("name", text: event.name), XML("enabled", text: "TRUE"), number("duration", clip.frames), rate,
          number("start", event.shot.inFrame), number("end", event.shot.outFrame), number("in", event.clipFrame),
          number("out", event.clipFrame + event.shot.frames),
          isFirst ? video(clip, id: id) : XML("file", ["id": id]),
        ])
    }
    return XML("track", [:], items)
  }

  /// A clip's media; of its sound nothing is said, since none is used.
  private func video(_ clip: MediaClip, id: String) -> XML {
    let media = XML("video", [:], [XML("samplecharacteristics", [:], [rate] + size(clip.size))])
    let reel = [XML("reel", [:], [XML("name", text: clip.reel)])]
    return file(clip.file, id: id, frames: clip.frames, [timecode(clip.start, reel), XML("media", [:], [media])])
  }

  /// The picture's size: hosts guess where there is none, and some drop a sequence without a format.
  private func size(_ size: PictureSize) -> [XML] { [number("width", size.width), number("height", size.height)] }

  /// The song: a clip item for each of its channels, on a track each, linked to the others. A host that finds one item for a
  /// stereo song takes the left channel alone.
  private var audio: XML {
    let channels = 1...timeline.channels
    let links = channels.map { channel in
      XML(
        "link", [:],
        [
          XML("linkclipref", text: Self.song(channel)), XML("mediatype", text: "audio"), number("trackindex", channel),
          number("clipindex", 1), number("groupindex", 1),
        ])
    }
    let media = XML("media", [:], [XML("audio", [:], [number("channelcount", timeline.channels)])])
    let tracks = channels.map { channel in
      let song = file(timeline.song, id: "songfile", frames: plan.frames, [media])
      let source = [XML("mediatype", text: "audio"), number("trackindex", channel)]
      let item = XML(
        "clipitem", ["id": Self.song(channel)],
        [
          XML("name", text: timeline.name), XML("enabled", text: "TRUE"), number("duration", plan.frames), rate,
          number("start", 0), number("end", plan.frames), number("in", 0), number("out", plan.frames),
          channel == 1 ? song : XML("file", ["id": "songfile"]), XML("sourcetrack", [:], source),
        ] + (links.count > 1 ? links : []))
      return XML("track", [:], [item, number("outputchannelindex", channel)])
    }
    return XML("audio", [:], [number("numOutputChannels", timeline.channels)] + tracks)
  }

  private static func song(_ channel: Int) -> String { "song\(channel)" }

  private func file(_ media: MediaFile, id: String, frames: Int, _ rest: [XML]) -> XML {
    let fields = [
      XML("name", text: media.name), XML("pathurl", text: media.hostURL), rate,
      number("duration", frames),
    ]
    return XML("file", ["id": id], fields + rest)
  }

  /// A rate is a whole number, and whether it is slowed by 1000/1001.
  private var rate: XML {
    let isSlowed = plan.rate.denominator != 1
    return XML("rate", [:], [number("timebase", plan.rate.nominal), XML("ntsc", text: isSlowed ? "TRUE" : "FALSE")])
  }

  private func timecode(_ timecode: Timecode, _ rest: [XML] = []) -> XML {
    let fields = [
      rate, XML("string", text: timecode.description), number("frame", timecode.frame),
      XML("displayformat", text: timecode.rate.isDropFrame ? "DF" : "NDF"),
    ]
    return XML("timecode", [:], fields + rest)
  }

  private func number(_ name: String, _ value: Int) -> XML {
    XML(name, text: String(value))
  }
}
