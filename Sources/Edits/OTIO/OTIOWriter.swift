import Formats
import Shots
import StageKit

/// A timeline as objects of OpenTimelineIO, each with its schema's name and version.
public struct OTIOWriter {
  private let model: SongTimeline
  private var plan: ShotPlan { model.plan }

  /// The whole document.
  public static func document(of timeline: SongTimeline) -> Document {
    Document(text: OTIOWriter(model: timeline).timeline.tree)
  }

  private var timeline: JSON {
    let tracks = [track("Video", pictures), track("Audio", [song])]
    let markers = hasClips ? [] : model.events.map { marker($0, at: $0.shot.inFrame) }
    return object(
      "Timeline.1", named: model.name,
      [
        ("global_start_time", time(plan.start.frame)),
        ("tracks", object("Stack.1", named: "tracks", item(children: tracks, range: .null, markers: markers))),
      ])
  }

  /// Whether shots are clips, and their markers on them; else the markers are the timeline's own.
  private var hasClips: Bool { !model.clips.isEmpty }

  private var pictures: [JSON] {
    hasClips
      ? model.events.map(item)
      : [object("Gap.1", named: "", item(range: range(0, plan.frames), markers: []))]
  }

  private func track(_ kind: String, _ children: [JSON]) -> JSON {
    let fields = [("kind", JSON.string(kind))] + item(children: children, range: .null, markers: [])
    return object("Track.1", named: kind, fields)
  }

  /// A clip, or a gap where nothing plays; each has the shot as metadata and a marker.
  private func item(_ event: TimelineEvent) -> JSON {
    guard let clip = model.clip(of: event) else {
      let fields = item(range: range(0, event.shot.frames), markers: [marker(event, at: 0)])
      return object("Gap.1", named: event.name, about: shot(event.shot), fields)
    }
    let start = clip.start.frame + event.clipFrame
    let media = reference(to: clip.file, named: clip.name, range: range(clip.start.frame, clip.frames))
    let fields = item(range: range(start, event.shot.frames), markers: [marker(event, at: start)])
    return object("Clip.2", named: event.name, about: shot(event.shot), fields + media)
  }

  private var song: JSON {
    let range = range(0, plan.frames)
    return object(
      "Clip.2", named: model.name,
      item(range: range, markers: []) + reference(to: model.song, named: model.song.name, range: range))
  }

  private func marker(_ event: TimelineEvent, at frame: Int) -> JSON {
    object(
      "Marker.2", named: event.title,
      [("color", .string("GREEN")), ("comment", .string(event.note)), ("marked_range", range(frame, 1))])
  }

  private func shot(_ shot: Shot) -> [(key: String, value: JSON)] {
    let subject = shot.subject.map { [(key: "subject", value: JSON.string($0))] } ?? []
    let probability = shot.probability.map { [(key: "probability", value: JSON.number($0))] } ?? []
    let fields: [(key: String, value: JSON)] = [
      ("runnerUp", shot.runnerUp.map { .string($0) } ?? .null), ("reason", .string(shot.reason)),
    ]
    return [("songboard", .object([("type", .string(shot.type))] + subject + probability + fields))]
  }

  private func reference(to file: MediaFile, named name: String, range: JSON) -> [(key: String, value: JSON)] {
    let media = object(
      "ExternalReference.1", named: name, [("available_range", range), ("target_url", .string(file.url))])
    return [
      ("media_references", .object([("DEFAULT_MEDIA", media)])),
      ("active_media_reference_key", .string("DEFAULT_MEDIA")),
    ]
  }

  private func range(_ start: Int, _ frames: Int) -> JSON {
    .object([
      ("OTIO_SCHEMA", .string("TimeRange.1")), ("start_time", time(start)), ("duration", time(frames)),
    ])
  }

  /// A whole number of frames; the rate is the double nearest to the rational, as the library itself has it.
  private func time(_ frames: Int) -> JSON {
    .object([
      ("OTIO_SCHEMA", .string("RationalTime.1")),
      ("rate", .number(Double(plan.rate.numerator) / Double(plan.rate.denominator))), ("value", .integer(frames)),
    ])
  }

  /// The fields that clips, gaps, tracks and stacks share.
  private func item(
    children: [JSON]? = nil, range: JSON, markers: [JSON]
  ) -> [(key: String, value: JSON)] {
    let fields: [(key: String, value: JSON)] = [
      ("source_range", range), ("effects", .array([])), ("markers", .array(markers)), ("enabled", .bool(true)),
    ]
    return fields + (children.map { [("children", .array($0))] } ?? [])
  }

  private func object(
    _ schema: String, named name: String, about metadata: [(key: String, value: JSON)] = [],
    _ fields: [(key: String, value: JSON)]
  ) -> JSON {
    let head: [(key: String, value: JSON)] = [
      ("OTIO_SCHEMA", .string(schema)), ("metadata", .object(metadata)), ("name", .string(name)),
    ]
    return .object(head + fields)
  }
}
