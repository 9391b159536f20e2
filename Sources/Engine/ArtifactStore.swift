import Pipeline
import StageKit
import Synchronization

/// Artifacts between the phases of a run: in files where their type can be kept, else in memory.
final class ArtifactStore: Sendable {
  private let folder: KeptFolder
  /// The type of the artifacts on each port of the plan.
  private let types: [PortReference: any Artifact.Type]
  private let memory = Mutex<[String: any Artifact]>([:])

  init(_ plan: Plan, folder: KeptFolder) {
    self.folder = folder
    var types: [PortReference: any Artifact.Type] = [:]
    let sources = plan.source.outputs.map { (PortReference.source, $0) }
    let stages = plan.stages.flatMap { stage in stage.declaration.outputs.map { (stage.name, $0) } }
    for (name, output) in sources + stages {
      types[PortReference(stage: name, port: output.name)] = output.valueType
    }
    self.types = types
  }

  /// Whether an artifact is there, or is known not to have been given.
  func contains(_ port: PortReference, key: String) -> Bool {
    let name = Self.name(port, key)
    return memory.withLock { $0[name] != nil } || folder.contains(name)
  }

  /// An artifact, or that there was none; `nil` if neither is known.
  func artifact(_ port: PortReference, key: String) -> (any Artifact)?? {
    let name = Self.name(port, key)
    if let artifact = memory.withLock({ $0[name] }) { return .some(artifact) }
    guard let bytes = folder.bytes(of: name) else { return nil }
    if bytes.isEmpty { return .some(nil) }
    guard let type = types[port] as? any KeptArtifact.Type, let artifact = try? type.init(bytes: bytes) else {
      return nil
    }
    return .some(artifact)
  }

  /// Keeps what a port gave, or that it gave nothing.
  ///
  /// - Throws: ``StageFailure`` if the disk takes no more, or what reading kept rows throws.
  func keep(_ artifact: (any Artifact)?, of port: PortReference, key: String) throws {
    let name = Self.name(port, key)
    if let artifact, !Self.canBeKept(artifact) {
      memory.withLock { $0[name] = artifact }
    } else {
      try folder.keep(try (artifact as? any KeptArtifact)?.bytes() ?? [], as: name)
    }
  }

  /// A document of several files would lose all but the first.
  private static func canBeKept(_ artifact: any Artifact) -> Bool {
    artifact is any KeptArtifact && (artifact as? Document)?.continuations.isEmpty != false
  }

  private static func name(_ port: PortReference, _ key: String) -> String { "\(key).\(port)" }
}
