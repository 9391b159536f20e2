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

    init(frame: Int, seconds: Double) {
      (self.frame, self.seconds) = (frame, seconds)
    }

    /// The moment at which a frame starts.
    init(frame: Int, at rate: FrameRate) {
      self.init(frame: frame, seconds: rate.seconds(ofFrame: frame))
    }
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
  /// Where the song or its shots end.
  let end: Moment
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
    name = FilePath.lastPart(of: track.name)
    let rate = plan?.rate ?? wanted ?? Self.usualRate
    let countsFrames = plan != nil || wanted != nil
    let frames = plan?.frames ?? rate.frame(flooring: track.seconds)
    let end = countsFrames ? Moment(frame: frames, at: rate) : Moment(frame: frames, seconds: track.seconds)
    (self.rate, self.countsFrames, self.end) = (rate, countsFrames, end)
    start = plan?.start ?? .firstHour(at: rate)

    func moment(_ seconds: Double) -> Moment {
      let frame = min(rate.frame(rounding: seconds), end.frame)
      return countsFrames
        ? Moment(frame: frame, at: rate) : Moment(frame: frame, seconds: min(max(0, seconds), end.seconds))
    }
    var markers: [Marker] = []
    if let plan {
      for (index, shot) in plan.shots.enumerated() {
        let event = TimelineEvent(number: index + 1, shot: shot, clip: nil, clipFrame: 0, notes: notes)
        markers.append(Self.marker(of: event, in: plan))
      }
    }
    for (number, stream) in streams.enumerated() {
      let events = zip(stream.events.events, EventName.names(of: stream.events, in: stream.name))
      for (event, name) in events where rate.frame(rounding: event.start) < end.frame {
        markers.append(
          Marker(
            start: moment(event.start), end: moment(event.end), name: name, shot: nil, stream: number,
            colour: (plan?.types.count ?? 0) + number))
      }
    }
    // Sorting keeps no order of equals, so places decide.
    self.markers = markers.enumerated().sorted {
      ($0.element.start.seconds, $0.offset) < ($1.element.start.seconds, $1.offset)
    }.map(\.element)
  }

  /// The markers of a timeline's shots.
  public init(_ timeline: SongTimeline) {
    let plan = timeline.plan
    (name, rate, start, countsFrames) = (timeline.name, plan.rate, plan.start, true)
    end = Moment(frame: plan.frames, at: plan.rate)
    markers = timeline.events.map { Self.marker(of: $0, in: plan) }
  }

  private static func marker(of event: TimelineEvent, in plan: ShotPlan) -> Marker {
    Marker(
      start: Moment(frame: event.shot.inFrame, at: plan.rate), end: Moment(frame: event.shot.outFrame, at: plan.rate),
      name: event.title, shot: event, stream: 0, colour: plan.place(of: event.shot.type))
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
    try SongTimeline.requireOneDay(from: start, frames: end.frame)
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
