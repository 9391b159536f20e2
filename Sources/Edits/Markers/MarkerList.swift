import Shots
import StageKit

/// What lists of markers are written from: shots, events of the music, or both, in the order of their starts.
public struct MarkerList: Sendable {
  /// Events with what they are called where they have no labels, such as `beats`.
  public typealias Stream = (name: String, events: Events)

  /// A moment, by the frame and in seconds.
  struct Moment: Sendable {
    let frame: Int
    let seconds: Double
  }

  /// A moment or a span with a name.
  struct Marker: Sendable {
    let start: Moment
    /// Where it ends; of a moment where it starts.
    var end: Moment
    let name: String
    /// The shot that it stands for; nil for an event.
    let shot: TimelineEvent?
    /// Which stream of events it is of, from 0; 0 for a shot.
    let stream: Int
    /// A place among colours: types of shots by their place in the vocabulary, then the streams of events.
    let colour: Int

    /// Whether it has no length.
    var isMoment: Bool { end.frame <= start.frame && end.seconds <= start.seconds }
  }

  /// Where there are no shots, and no rate is asked for, markers that are frames are of this one.
  private static let usualRate = FrameRate.fps25

  /// The song's name.
  let name: String
  /// The rate of all frames.
  let rate: FrameRate
  /// The timecode of the first frame.
  let start: Timecode
  /// The length in frames.
  let frames: Int
  /// Whether times are those of frames; without shots and a rate they are as exact as the events.
  let countsFrames: Bool
  /// The markers; of those that start together shots come first, then events in the order of their streams.
  let markers: [Marker]

  /// The markers of shots, of events, or of both.
  ///
  /// - Parameters:
  ///   - plan: The shots, whose rate is taken and whose end cuts events off.
  ///   - streams: Events by what they are of; each is rounded to a frame once.
  ///   - rate: The rate where there are no shots.
  ///   - notes: What is said of shots.
  /// - Throws: ``Failure`` if a rate is asked for that is not the plan's.
  public init(
    _ plan: ShotPlan?, and streams: [Stream] = [], of track: TrackInfo, rate wanted: FrameRate? = nil,
    notes: TimelineNotes = .reason
  ) throws(Failure) {
    if let plan, let wanted, wanted != plan.rate {
      throw Failure(
        "the shots are at the rate \(plan.rate.rawValue), and markers at \(wanted.rawValue) are asked for",
        remedy: "leave `rate` out, or set that of the shots")
    }
    let rate = plan?.rate ?? wanted ?? Self.usualRate
    let frames = plan?.frames ?? rate.frame(flooring: track.seconds)
    let countsFrames = plan != nil || wanted != nil
    func moment(_ seconds: Double) -> Moment {
      let frame = min(rate.frame(rounding: seconds), frames)
      return Moment(frame: frame, seconds: countsFrames ? rate.seconds(ofFrame: frame) : min(seconds, track.seconds))
    }
    var markers: [Marker] =
      plan.map { plan in
        plan.shots.enumerated().map { index, shot in
          Self.marker(
            of: TimelineEvent(number: index + 1, shot: shot, clip: nil, clipFrame: 0, notes: notes), in: plan)
        }
      } ?? []
    for (number, stream) in streams.enumerated() {
      let events = zip(stream.events.events, EventName.names(of: stream.events, in: stream.name))
      for (event, name) in events where rate.frame(rounding: event.start) < frames {
        markers.append(
          Marker(
            start: moment(max(0, event.start)), end: moment(max(0, event.end)), name: name, shot: nil, stream: number,
            colour: (plan?.types.count ?? 0) + number))
      }
    }
    self.name = FilePath.lastPart(of: track.name)
    (self.rate, self.frames, self.countsFrames) = (rate, frames, countsFrames)
    start = plan?.start ?? .firstHour(at: rate)
    // Sorting keeps no order of equals, so places decide.
    self.markers = markers.enumerated().sorted {
      ($0.element.start.seconds, $0.offset) < ($1.element.start.seconds, $1.offset)
    }.map(\.element)
  }

  /// The markers of a timeline's shots.
  public init(_ timeline: SongTimeline) {
    let plan = timeline.plan
    (name, rate, start, frames) = (timeline.name, plan.rate, plan.start, plan.frames)
    countsFrames = true
    markers = timeline.events.map { Self.marker(of: $0, in: plan) }
  }

  private static func marker(of event: TimelineEvent, in plan: ShotPlan) -> Marker {
    let (start, end) = plan.seconds(of: event.shot)
    return Marker(
      start: Moment(frame: event.shot.inFrame, seconds: start), end: Moment(frame: event.shot.outFrame, seconds: end),
      name: event.shot.type, shot: event, stream: 0, colour: plan.place(of: event.shot.type))
  }

  /// Markers for lists that hold one on a frame, and none that runs into the next: those of one frame, with all their names.
  var perFrame: [[Marker]] {
    var groups: [[Marker]] = []
    for marker in markers {
      if groups.last?.first?.start.frame == marker.start.frame {
        groups[groups.count - 1].append(marker)
      } else {
        groups.append([marker])
      }
    }
    for index in groups.indices.dropLast() {
      let next = groups[index + 1][0].start
      for place in groups[index].indices where groups[index][place].end.frame > next.frame {
        groups[index][place].end = next
      }
    }
    return groups
  }

  /// A moment in milliseconds: the nearest.
  func milliseconds(_ moment: Moment) -> Int {
    countsFrames
      ? CueTime.milliseconds(ofFrame: moment.frame, at: rate) : Int((1000 * moment.seconds).rounded())
  }

  /// The timecode of a frame.
  func timecode(_ moment: Moment) -> Timecode { Timecode(frame: start.frame + moment.frame, rate: rate) }

  /// Holds the markers to what timecode can say.
  ///
  /// - Throws: ``Failure`` if they run past midnight.
  public func requireOneDay() throws(Failure) {
    try SongTimeline.requireOneDay(from: start, frames: frames)
  }
}

extension [MarkerList.Marker] {
  /// The length in frames of what stands on one frame.
  var frames: Int { (map(\.end.frame).max() ?? 0) - (first?.start.frame ?? 0) }

  /// The names of what stands on one frame, side by side.
  func names(_ name: (MarkerList.Marker) -> String) -> String { map(name).joined(separator: " / ") }
}

/// What events are called that have no labels: `beat 12`, `bar 5`.
private enum EventName {
  /// What one of the events is called, by what all are.
  private static let words = ["beats": "beat", "downbeats": "bar", "onsets": "onset", "marks": "mark"]

  /// The label of each event, or else a word with its number. Bars are counted as in the reasons of shots.
  static func names(of events: Events, in stream: String) -> [String] {
    let word = words[stream] ?? stream
    let first = stream == "downbeats" ? BarCount.before(events.times) + 1 : 1
    return events.events.enumerated().map { $1.label.isEmpty ? "\(word) \(first + $0)" : $1.label }
  }
}
