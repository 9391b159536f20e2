import Learning
import Shots
import StageKit

/// An input of a stage that is declared outside.
struct OutsideInput: AnyInput {
  let name: String
  let doc: String
  let type: ArtifactType
  let isRequired: Bool
  let isList: Bool
}

/// An output of a stage that is declared outside.
struct OutsideOutput: AnyOutput {
  let name: String
  let doc: String
  let type: ArtifactType
  let fileExtension: String?
  /// Whether its numbers may be infinite or none.
  let allowsNaN: Bool
}

extension ArtifactType {
  /// The type of the artifacts of a kind, as programs outside give them.
  ///
  /// - Parameter name: The name of a type of models; other kinds have one type.
  static func outside(_ kind: PortKind, named name: String?) -> ArtifactType {
    switch kind {
    case .audio: Samples.type
    case .frames: Frames.type
    case .events: Events.type
    case .number: Number.type
    case .shots: ShotPlan.type
    case .labels: ShotLabels.type
    case .text: TrackText.type
    case .document: Document.type
    case .model: ArtifactType(OutsideModel.self, named: name ?? OutsideModel.type.name, kind: .model)
    }
  }
}

/// A model of a program outside: bytes that only it understands, and what it says of them.
struct OutsideModel: Artifact {
  static let type = ArtifactType(OutsideModel.self, named: "outside model", kind: .model)

  let bytes: [UInt8]
  /// JSON in one line.
  let metadata: String
}

extension OutsideModel {
  /// The model of what ``encode(to:)`` wrote: the metadata, a line feed, then the bytes.
  init(encoded source: any ByteSource) throws {
    guard let line = try source.firstLine(), let text = String(validating: line, as: UTF8.self) else {
      throw Failure("a stored model is damaged")
    }
    self.init(bytes: try source.read(line.count + 1..<source.count) { Array($0) }, metadata: text)
  }

  func encode(to sink: inout any ByteSink) throws {
    try sink.write(Array(metadata.utf8) + [UInt8(ascii: "\n")])
    try sink.write(bytes)
  }
}
