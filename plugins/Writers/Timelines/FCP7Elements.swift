import Formats
import Shots

/// A timeline as elements of Final Cut Pro 7 XML.
struct FCP7Elements {
  /// The picture's size: hosts guess where there is none, and some drop a sequence without a format.
  private static let size = [XML("width", text: "1920"), XML("height", text: "1080")]

  private let timeline: SongTimeline
  private var plan: ShotPlan { timeline.plan }

  init(_ timeline: SongTimeline) {
    self.timeline = timeline
  }

  /// The whole document.
  var root: XML {
    let markers = timeline.events.map { event in
      XML(
        "marker", [:],
        [
          XML("name", text: event.shot.type), XML("comment", text: event.note), number("in", event.shot.inFrame),
          number("out", event.shot.outFrame),
        ])
    }
    let media = XML("media", [:], [XML("video", [:], [format, videoTrack]), XML("audio", [:], [audioTrack])])
    let fields = [
      XML("name", text: timeline.name), number("duration", plan.frames), rate, timecode(plan.start), media,
    ]
    return XML("xmeml", ["version": "4"], [XML("sequence", ["id": "sequence"], fields + markers)])
  }

  private var format: XML {
    let picture = [
      XML("anamorphic", text: "FALSE"), XML("pixelaspectratio", text: "square"), XML("fielddominance", text: "none"),
    ]
    return XML("format", [:], [XML("samplecharacteristics", [:], [rate] + Self.size + picture)])
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

  private func video(_ clip: MediaClip, id: String) -> XML {
    let sound = [XML("channelcount", text: "2")]
    let media = [
      XML("video", [:], [XML("samplecharacteristics", [:], [rate] + Self.size)]), XML("audio", [:], sound),
    ]
    let reel = [XML("reel", [:], [XML("name", text: clip.reel)])]
    return file(clip.file, id: id, frames: clip.frames, [timecode(clip.start, reel), XML("media", [:], media)])
  }

  private var audioTrack: XML {
    let media = XML("media", [:], [XML("audio", [:], [XML("channelcount", text: "2")])])
    let source = [XML("mediatype", text: "audio"), XML("trackindex", text: "1")]
    let item = XML(
      "clipitem", ["id": "song"],
      [
        XML("name", text: timeline.name), XML("enabled", text: "TRUE"), number("duration", plan.frames), rate,
        number("start", 0), number("end", plan.frames), number("in", 0), number("out", plan.frames),
        file(timeline.song, id: "songfile", frames: plan.frames, [media]), XML("sourcetrack", [:], source),
      ])
    return XML("track", [:], [item])
  }

  private func file(_ media: MediaFile, id: String, frames: Int, _ rest: [XML]) -> XML {
    let fields = [
      XML("name", text: media.name), XML("pathurl", text: media.url(host: "localhost")), rate,
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
