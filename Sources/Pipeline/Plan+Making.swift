import StageKit

extension Plan {
  /// The plan of checked drafts in their order.
  init(file: String, source: Source, drafts: [StageDraft]) {
    var keys: [String: String] = [PortReference.source: StageKey.key(of: source)]
    var stages: [PlannedStage] = []
    for draft in drafts {
      guard let stage = PlannedStage(draft, keys: keys) else { continue }
      keys[stage.name] = stage.key
      stages.append(stage)
    }
    self.file = file
    self.source = source
    self.stages = stages
  }
}

extension PlannedStage {
  /// - Parameter keys: The keys of the stages before it, by name.
  /// - Returns: `nil` if the draft has been found wanting.
  fileprivate init?(_ draft: StageDraft, keys: [String: String]) {
    guard
      let declaration = draft.declaration, let granularity = draft.granularity, let stage = draft.stage,
      let outcome = draft.settings, let outputFormats = draft.outputFormats
    else { return nil }
    self.init(
      name: draft.name, declaration: declaration, granularity: granularity, stage: stage, settings: outcome.settings,
      inputs: draft.wires.mapValues { $0.map(\.value) }, inputFormats: draft.inputFormats,
      outputFormats: outputFormats, documents: draft.documents,
      key: StageKey.key(of: draft, as: declaration, settings: outcome.portable, files: outcome.files, keys: keys))
  }
}
