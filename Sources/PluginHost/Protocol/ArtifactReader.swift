import Formats
import Learning
import Shots
import StageKit

/// Reads the artifacts that a program outside gives, and checks them against what its stage declares.
struct ArtifactReader {
  let outputs: [OutsideOutput]
  let formats: FrameFormats
  /// Where times may lie.
  let span: TrackSpan

  /// The artifacts of a `done`.
  ///
  /// - Parameter ports: The outputs that it may give.
  /// - Throws: ``Failure`` that names the port.
  func artifacts(in answer: Answer, of ports: (OutsideOutput) -> Bool) throws(Failure) -> Artifacts {
    var given = Artifacts()
    let nodes = answer.header["outputs"]
    for field in nodes?.fields ?? [] where !outputs.contains(where: { $0.name == field.key }) {
      throw Failure("it gave '\(field.key)', which is none of its outputs")
    }
    for output in outputs where ports(output) {
      let node = nodes?[output.name]
      let buffer = answer.buffers[node?["buffer"]?.text ?? output.name]
      guard node != nil || buffer != nil else { continue }
      do throws(Failure) {
        let artifact = try artifact(output, node, buffer)
        given[named: output.name] = [Artifacts.Named(name: output.name, value: artifact)]
      } catch {
        throw Failure("its output '\(output.name)': \(error.reason)", remedy: error.remedy)
      }
    }
    return given
  }

  private func artifact(
    _ output: OutsideOutput, _ node: JSONNode?, _ buffer: Message.Buffer?
  ) throws(Failure) -> any Artifact {
    let value = node?["value"] ?? node
    switch output.kind {
    case .frames: return Frames(format: try format(of: output), values: try rows(buffer, of: output))
    case .audio: return Samples(Frames(format: try format(of: output), values: try rows(buffer, of: output)))
    case .number:
      guard let number = buffer?.number ?? value?.number else { throw Failure("expected one number") }
      guard number.isFinite || output.allowsNaN else { throw Failure("\(number) is no number") }
      return Number(number)
    case .events: return try Events(outside: value, within: span)
    case .shots: return try plan(value)
    case .labels: return try ShotLabels(outside: value, within: span)
    case .text: return TrackText(path: output.name, bytes: try Self.bytes(buffer))
    case .document: return Document(bytes: try Self.bytes(buffer))
    case .model:
      return OutsideModel(bytes: try Self.bytes(buffer), metadata: node?["metadata"]?.json.compact ?? "null")
    }
  }

  private static func bytes(_ buffer: Message.Buffer?) throws(Failure) -> [UInt8] {
    guard let bytes = buffer?.bytes else { throw Failure("expected a buffer of bytes (u8)") }
    return bytes
  }

  /// The rows of a buffer: of the format's width, and of numbers.
  func rows(_ buffer: Message.Buffer?, of output: OutsideOutput) throws(Failure) -> [Float] {
    guard let buffer, let values = buffer.floats else { throw Failure("expected a buffer of numbers (f32)") }
    let width = try format(of: output).width
    let fits = buffer.shape.count == 2 ? buffer.shape[1] == width : buffer.shape.count == 1 && width == 1
    guard fits else {
      throw Failure("it gave rows of the shape \(buffer.shape), and its format says that they are \(width) wide")
    }
    guard output.allowsNaN || values.allSatisfy(\.isFinite) else {
      let place = values.firstIndex { !$0.isFinite } ?? 0
      throw Failure("the number in row \(place / width), column \(place % width) is \(values[place])")
    }
    return values
  }

  private func format(of output: OutsideOutput) throws(Failure) -> FrameFormat {
    guard let format = formats[named: output.name].first else { throw Failure("its format is not known") }
    return format
  }

  private func plan(_ node: JSONNode?) throws(Failure) -> ShotPlan {
    guard let node else { throw Failure("expected a plan") }
    let plan = try PlanDocument(Array(node.json.compact.utf8), name: "the plan").plan
    if let last = plan.shots.last { try span.check(plan.seconds(of: last).end, of: "the last shot") }
    return plan
  }
}

extension Events {
  /// - Throws: ``Failure`` that names the first event that is none.
  fileprivate init(outside node: JSONNode?, within span: TrackSpan) throws(Failure) {
    guard let nodes = node?.elements else { throw Failure("expected a list of events") }
    var events: [Event] = []
    for (index, node) in nodes.enumerated() {
      guard let start = node["start"]?.number ?? node.number, start >= 0 else {
        throw Failure("event \(index) has no `start` in seconds")
      }
      guard let end = node["end"].map({ $0.number }) ?? start else {
        throw Failure("event \(index) has an `end` that is no number of seconds")
      }
      guard end >= start else { throw Failure("event \(index) ends before it starts") }
      try span.check(end, of: "event \(index)")
      events.append(
        Event(from: start, to: end, label: node["label"]?.text ?? "", group: node["group"]?.text ?? ""))
    }
    self.init(events)
  }
}

extension ShotLabels {
  /// - Throws: ``Failure`` that names the first shot that is none.
  fileprivate init(outside node: JSONNode?, within span: TrackSpan) throws(Failure) {
    guard let types = node?["types"]?.texts, let nodes = node?["shots"]?.elements else {
      throw Failure("expected {types, shots}")
    }
    let vocabulary =
      types == Vocabulary.concert.types ? Vocabulary.concert : try Vocabulary(types: types, scale: [])
    var shots: [LabelledShot] = []
    for (index, node) in nodes.enumerated() {
      guard let start = node["start"]?.number, let end = node["end"]?.number, let type = node["type"]?.text else {
        throw Failure("shot \(index) lacks `start`, `end` or `type`")
      }
      guard start >= 0 else { throw Failure("shot \(index) starts before the track does") }
      try span.check(end, of: "shot \(index)")
      shots.append(LabelledShot(start: start, end: end, type: try vocabulary.column(of: type)))
    }
    try self.init(shots, in: vocabulary)
  }
}

/// Where the times of a track's events and shots may lie.
struct TrackSpan {
  /// How long after the track's end they may be, in seconds: an end that is rounded up, or the last bar of a song.
  private static let grace = 10.0

  /// All that are numbers: where no track is known.
  static let any = TrackSpan(seconds: 0)

  /// The track's length; 0 if it is not known.
  let seconds: Double

  /// - Throws: ``Failure`` if a time lies after the track.
  func check(_ time: Double, of what: String) throws(Failure) {
    guard seconds <= 0 || time <= seconds + Self.grace else {
      throw Failure("\(what) is at \(time.text) s, and the track lasts \(seconds.text) s")
    }
  }
}
