import Pipeline
import StageKit

/// Artifacts in files: between the phases of a run, and from one run to the next.
struct ArtifactStore: Sendable {
  /// What a port once gave.
  struct Entry {
    /// The artifact; `nil` if the stage gave nothing on the port, such as labels of an unlabelled track.
    let artifact: (any Artifact)?
  }

  /// The files.
  let folder: KeptFolder
  /// The type of the artifacts on each port.
  private let types: [PortReference: any KeptArtifact.Type]

  /// A store for what a plan's later phases take, and for what its corpus stages give.
  ///
  /// - Throws: ``Failure`` if a type cannot be kept.
  init(_ plan: Plan, phases: Phases, folder: KeptFolder) throws(Failure) {
    self.folder = folder
    let kept = phases.handedOn.union(phases.takenLater).union(phases.corpus.flatMap(\.sharedPorts))
    let sources = plan.source.outputs.map { (PortReference.source, $0) }
    let stages = plan.stages.flatMap { stage in stage.outputs.map { (stage.name, $0) } }
    var types: [PortReference: any KeptArtifact.Type] = [:]
    for (name, output) in sources + stages {
      let port = PortReference(stage: name, port: output.name)
      guard kept.contains(port) else { continue }
      guard let type = output.valueType as? any KeptArtifact.Type else {
        throw Failure(
          "\(port) gives \(output.valueType), which cannot be kept for the stages that come later",
          remedy: "make that type a KeptArtifact")
      }
      types[port] = type
    }
    self.types = types
  }

  /// Whether it is kept whole what a port gave.
  func holds(_ port: PortReference, key: String) -> Bool { folder.holds(Self.name(port, key)) }

  /// Notes that what a port gave is of use, whether it is kept or not.
  func use(_ port: PortReference, key: String) { folder.use(Self.name(port, key)) }

  /// What a port gave; `nil` if that is not known.
  func entry(_ port: PortReference, key: String) -> Entry? {
    guard let bytes = folder.bytes(of: Self.name(port, key)), let first = bytes.first else { return nil }
    guard first == Self.something else { return Entry(artifact: nil) }
    return (try? types[port]?.init(kept: Array(bytes.dropFirst()))).map { Entry(artifact: $0) }
  }

  /// Keeps what a port gave, or that it gave nothing.
  ///
  /// - Throws: ``Failure`` if the disk takes no more, or what reading kept rows throws.
  func keep(_ artifact: (any Artifact)?, of port: PortReference, key: String) throws {
    let bytes = try (artifact as? any KeptArtifact).map { [Self.something] + (try $0.kept()) }
    try folder.keep(bytes ?? [Self.nothing], as: Self.name(port, key))
  }

  private static let nothing = UInt8(ascii: "-")
  private static let something = UInt8(ascii: "+")

  /// Keys are the same for stages of one sort under several names, so the stage's name is no part of it.
  private static func name(_ port: PortReference, _ key: String) -> String { "\(key).\(port.port)" }
}
