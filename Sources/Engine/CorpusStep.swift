import Files
import Pipeline
import StageKit

/// One stage of the corpus: what is there of it, and what it still has to do.
struct CorpusStep {
  let stage: PlannedStage
  let phases: Phases
  let folder: OutputFolder
  let version: String
  /// The tracks that the stage sees.
  let inputKey: String

  /// The documents of the stage.
  var documents: [PlannedDocument] { PlannedDocument.documents(of: stage, for: nil) }

  /// All that the stage's results depend on.
  var key: String { ContentHash.key([version, stage.key, inputKey]) }

  /// What a document is made from.
  func key(of document: PlannedDocument) -> String { document.key(version: version, inputKey: inputKey) }

  /// Why the stage has something to do; `nil` if its documents are there, and what other stages take from it is kept.
  func reasonToRun(_ store: ArtifactStore) -> String? {
    for document in documents {
      if let reason = folder.staleness(of: document.path, key: key(of: document)) {
        return "\(document.path) is \(reason)"
      }
    }
    guard holdsAll(of: portsTaken, in: store) else {
      return "nothing is kept that it made from these tracks with these settings"
    }
    return nil
  }

  /// Whether all that the stage gives is kept, so that it need not work where only a document is missing.
  func isKept(in store: ArtifactStore) -> Bool { holdsAll(of: stage.sharedPorts, in: store) }

  /// What is kept of all that the stage gives; `nil` if something is missing or damaged.
  func kept(in store: ArtifactStore) -> [PortReference: any Artifact]? { entries(of: stage.sharedPorts, in: store) }

  /// What is kept of all that other stages take; `nil` if something is missing or damaged.
  func keptForOthers(in store: ArtifactStore) -> [PortReference: any Artifact]? { entries(of: portsTaken, in: store) }

  /// Notes that all that the stage gives is of use, so that it need not work because a document is missing.
  func markAsUsed(in store: ArtifactStore) {
    for port in stage.sharedPorts { store.use(port, key: key) }
  }

  /// Keeps all that the stage gave for all tracks.
  ///
  /// - Throws: ``Failure`` if the disk takes no more, or what writing a document throws.
  func keep(_ given: [PortReference: any Artifact], in store: ArtifactStore) throws {
    for port in stage.sharedPorts { try store.keep(given[port], of: port, key: key) }
  }

  /// Of what the stage gives for all tracks: what other stages take, and what a learning stage works with itself.
  private var portsTaken: [PortReference] {
    if stage.stage is any LearningStage, givesToTracks { return stage.sharedPorts }
    let taken = Set((phases.corpus + phases.late).flatMap { $0.inputs.values.joined() }.map(\.from))
    return stage.sharedPorts.filter { taken.contains($0) }
  }

  /// Whether a learning stage works on tracks in this plan.
  private var givesToTracks: Bool { phases.takenLater.contains { $0.stage == stage.name } }

  private func holdsAll(of ports: [PortReference], in store: ArtifactStore) -> Bool {
    ports.allSatisfy { store.holds($0, key: key) }
  }

  private func entries(of ports: [PortReference], in store: ArtifactStore) -> [PortReference: any Artifact]? {
    var artifacts: [PortReference: any Artifact] = [:]
    for port in ports {
      guard let entry = store.entry(port, key: key) else { return nil }
      artifacts[port] = entry.artifact
    }
    return artifacts
  }
}
