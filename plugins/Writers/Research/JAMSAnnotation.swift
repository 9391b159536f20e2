import Formats
import StageKit

/// One list of observations in a JAMS file.
struct JAMSAnnotation {
  /// The version of JAMS whose schema the files keep to.
  static let version = "0.3.5"

  /// Something at a time.
  private struct Observation {
    let event: Event
    let value: JSON
    var confidence = JSON.null
  }

  /// What the values are, by one of the namespaces of JAMS.
  private let namespace: String
  private let observations: [Observation]

  /// Beats, each numbered from 1 since the last downbeat. Those of a pickup count back from the first bar's length.
  ///
  /// - Parameter certainty: How sure the downbeats are, from 0 to 1, and with them the numbers: each number's confidence.
  /// - Throws: ``Failure`` if the certainty is no number.
  init(beats: Events, downbeats: [Double], certainty: Number?) throws(Failure) {
    let confidence = try certainty.map { (certainty) throws(Failure) in
      try JSON.number(certainty.value, named: "certainty")
    }
    namespace = "beat"
    observations = zip(beats.events, Self.numbers(of: beats.times, downbeats: downbeats)).map { beat, number in
      guard let number else { return Observation(event: beat, value: .null) }
      return Observation(event: beat, value: .integer(number), confidence: confidence ?? .null)
    }
  }

  /// Onsets, which have no values.
  init(onsets: Events) {
    namespace = "onset"
    observations = onsets.events.map { Observation(event: $0, value: .null) }
  }

  /// One tempo for the whole track; none for a tempo of 0, which silence has.
  ///
  /// Its confidence is 1: as in MIREX, the share of a tempo among those that are given.
  init(tempo: Number, seconds: Double) {
    namespace = "tempo"
    let track = Event(from: 0, to: seconds, label: "")
    observations =
      tempo.value > 0 ? [Observation(event: track, value: .number(tempo.value), confidence: .integer(1))] : []
  }

  /// Sections with their labels.
  init(sections: Events) {
    namespace = "segment_open"
    observations = sections.events.map { Observation(event: $0, value: .string($0.label)) }
  }

  /// The annotation as JSON.
  ///
  /// - Throws: ``Failure`` if a time is not finite.
  func json(in context: TrackContext) throws(Failure) -> JSON {
    var data: [JSON] = []
    for observation in observations { data.append(try json(of: observation)) }
    return .object([
      ("namespace", .string(namespace)),
      ("annotation_metadata", Self.metadata(in: context)),
      ("data", .array(data)),
      ("sandbox", .object([])),
      ("time", .integer(0)),
      ("duration", try .number(context.track.seconds, named: "track's length")),
    ])
  }

  /// The number of each beat in its bar; `nil` before the first downbeat where no whole bar tells how long bars are.
  private static func numbers(of beats: [Double], downbeats: [Double]) -> [Int?] {
    var next = downbeats[...]
    var position: Int?
    var numbers = beats.map { beat in
      let passed = next.prefix { $0 <= beat }
      next = next[passed.endIndex...]
      position = passed.isEmpty ? position.map { $0 + 1 } : 1
      return position
    }
    let pickup = numbers.prefix { $0 == nil }.count
    guard let second = numbers.dropFirst(pickup + 1).firstIndex(of: 1) else { return numbers }
    let bar = second - pickup
    // A first beat of a bar would be a downbeat, so what lies farther back has no number.
    for beat in max(0, pickup - bar + 1)..<pickup { numbers[beat] = bar - pickup + beat + 1 }
    return numbers
  }

  private func json(of observation: Observation) throws(Failure) -> JSON {
    let event = observation.event
    return .object([
      ("time", try .number(event.start, named: "start of a \(namespace)")),
      ("duration", try .number(event.end - event.start, named: "length of a \(namespace)")),
      ("value", observation.value),
      ("confidence", observation.confidence),
    ])
  }

  private static func metadata(in context: TrackContext) -> JSON {
    .object([
      ("curator", .object([("name", .string("")), ("email", .string(""))])),
      ("annotator", .object([])),
      ("version", .string(context.version)),
      ("corpus", .string("")),
      ("annotation_tools", .string("songboard \(context.version), pipeline \(context.pipelineHash)")),
      ("annotation_rules", .string("")),
      ("validation", .string("")),
      ("data_source", .string("program")),
    ])
  }
}
