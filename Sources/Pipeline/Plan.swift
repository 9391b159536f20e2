import StageKit

/// A pipeline after checking, with every default filled in: what the engine runs.
public struct Plan: Sendable {
  /// The pipeline's file, as the user named it.
  public let file: String
  /// Where the tracks come from.
  public let source: Source
  /// XXH3-128 of what decides what the source gives of a given track, in hexadecimal.
  public let sourceKey: String
  /// The stages that lead to a document, each after those it takes from.
  public let stages: [PlannedStage]
}

extension Plan {
  /// The plan of checked drafts in their order.
  init(file: String, source: Source, drafts: [StageDraft]) {
    let sourceKey = StageKey.key(of: source)
    var keys = [PortReference.source: sourceKey]
    var stages: [PlannedStage] = []
    var ancestry = Ancestry(source: source)
    for draft in drafts {
      guard let stage = PlannedStage(draft, keys: keys, ancestry: ancestry) else { continue }
      keys[stage.name] = stage.key
      ancestry.add(draft)
      stages.append(stage)
    }
    self.file = file
    self.source = source
    self.sourceKey = sourceKey
    self.stages = stages
  }
}

extension PlannedStage {
  /// - Parameter keys: The keys of the stages before it, by name.
  /// - Returns: `nil` if the draft has been found wanting.
  fileprivate init?(_ draft: StageDraft, keys: [String: String], ancestry: Ancestry) {
    guard
      let declaration = draft.declaration, let kind = draft.kind, let work = draft.work, let outcome = draft.settings,
      let outputFormats = draft.outputFormats
    else { return nil }
    let identity = StageKey.identity(of: declaration, settings: outcome.settings, files: outcome.fileHashes)
    self.init(
      name: draft.name, declaration: declaration, work: work, outputs: kind.outputs(of: work),
      settings: outcome.settings,
      inputs: draft.wires.mapValues { $0.map(\.value) }, inputFormats: draft.inputFormats,
      outputFormats: outputFormats, documents: draft.documents, lineages: ancestry.lineages(of: draft),
      identity: identity, key: StageKey.key(of: draft, as: declaration, identity: identity, keys: keys),
      fileHashes: outcome.fileHashes)
  }
}
