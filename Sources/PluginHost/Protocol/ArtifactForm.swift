import Formats
import Learning
import Shots
import StageKit

/// Artifacts as programs outside get and give them: numbers as buffers, all else as JSON.
struct ArtifactForm {
  /// The object that stands for the artifact in a header, without its name.
  let fields: [(key: String, value: JSON)]
  /// What it points to; `nil` where the object says all.
  let buffer: Message.Buffer?

  /// - Parameter name: What the buffer is called.
  /// - Throws: What reading rows throws.
  init(_ artifact: any Artifact, buffer name: String) throws {
    let points: [(key: String, value: JSON)] = [("buffer", .string(name))]
    switch artifact {
    case let samples as Samples:
      fields = points + [("format", samples.frames.format.outsideForm)]
      buffer = Message.Buffer(name, samples: try samples.frames.values())
    case let frames as Frames:
      fields = points + [("format", frames.format.outsideForm)]
      buffer = Message.Buffer(name, rows: try frames.values(), width: frames.format.width)
    case let number as Number:
      fields = points
      buffer = Message.Buffer(name: name, shape: [], content: .f64([number.value]))
    case let events as Events:
      fields = [("value", .array(try events.events.map(Self.json)))]
      buffer = nil
    case let plan as ShotPlan:
      let seconds = plan.shots.last.map { plan.seconds(of: $0).end } ?? 0
      let document = PlanDocument(
        plan: plan, sections: [], tempo: nil, trackPath: "", seconds: seconds, trackHash: "")
      fields = [("value", try document.json(madeBy: "", pipelineHash: ""))]
      buffer = nil
    case let labels as ShotLabels:
      fields = [("value", Self.json(of: labels))]
      buffer = nil
    case let text as TrackText:
      fields = text.bytes == nil ? [("value", .null)] : points
      buffer = text.bytes.map { Message.Buffer(name, bytes: $0) }
    case let document as Document:
      fields = points
      buffer = Message.Buffer(name, bytes: try document.bytes())
    case let model as OutsideModel:
      fields = points + [("metadata", (try? JSONReader.read(Array(model.metadata.utf8)))?.json ?? .null)]
      buffer = Message.Buffer(name, bytes: model.bytes)
    default:
      fields = points
      buffer = Message.Buffer(name, bytes: try artifact.encoded())
    }
  }

  private static func json(of event: Event) throws(Failure) -> JSON {
    .object([
      ("start", try .number(event.start, named: "event's start")),
      ("end", try .number(event.end, named: "event's end")),
      ("label", .string(event.label)), ("group", .string(event.group)),
    ])
  }

  private static func json(of labels: ShotLabels) -> JSON {
    // Where no type is known, programs outside see no shot.
    let shots = labels.shots.compactMap { shot in
      shot.type.map { type in
        JSON.object([
          ("start", .number(shot.start)), ("end", .number(shot.end)),
          ("type", .string(labels.vocabulary.types[type])),
        ])
      }
    }
    return .object([("types", .array(labels.vocabulary.types.map { .string($0) })), ("shots", .array(shots))])
  }
}

extension Message {
  /// Adds artifacts under a key.
  ///
  /// - Parameter lists: The ports that take a list.
  /// - Throws: What reading rows throws.
  mutating func add(_ artifacts: Artifacts, as key: String, lists: Set<String> = []) throws {
    var ports: [(key: String, value: JSON)] = []
    let prefix = key == "inputs" ? "" : "\(key)/"
    for port in artifacts.names {
      var forms: [JSON] = []
      for (index, named) in artifacts[named: port].enumerated() {
        let name = lists.contains(port) ? "\(port)/\(index)" : port
        let form = try ArtifactForm(named.value, buffer: prefix + name)
        forms.append(.object([("name", .string(named.name))] + form.fields))
        if let buffer = form.buffer { buffers.append(buffer) }
      }
      if lists.contains(port) {
        ports.append((port, .array(forms)))
      } else if let form = forms.first {
        ports.append((port, form))
      }
    }
    fields.append((key, .object(ports)))
  }
}

extension JSONNode {
  /// The value without its place.
  var json: JSON {
    switch content {
    case .null: .null
    case .bool(let value): .bool(value)
    case .number(let text): Int(text).map { .integer($0) } ?? .number(Double(text) ?? 0)
    case .string(let text): .string(text)
    case .array(let elements): .array(elements.map(\.json))
    case .object(let fields): .object(fields.map { ($0.key, $0.value.json) })
    }
  }
}
