import StageKit

extension Plan {
  /// The plan of checked drafts in their order.
  init(file: String, source: Source, drafts: [StageDraft]) {
    var keys: [String: String] = [PortReference.source: PlanHash.key(of: source)]
    var stages: [PlannedStage] = []
    for draft in drafts {
      guard let stage = PlannedStage(draft, keys: keys) else { continue }
      keys[stage.name] = stage.key
      stages.append(stage)
    }
    self.file = file
    self.source = source
    self.stages = stages
    hash = PlanHash.hash(of: drafts, source: source)
  }
}

extension PlannedStage {
  /// - Parameter keys: The keys of the stages before it, by name.
  /// - Returns: `nil` if the draft has been found wanting.
  fileprivate init?(_ draft: StageDraft, keys: [String: String]) {
    guard
      let declaration = draft.declaration, let granularity = draft.granularity, let stage = draft.stage,
      let settings = draft.settings?.settings, let outputFormats = draft.outputFormats
    else { return nil }
    self.init(
      name: draft.name, declaration: declaration, granularity: granularity, stage: stage, settings: settings,
      inputs: draft.wires.mapValues { $0.map(\.value) }, inputFormats: draft.inputFormats,
      outputFormats: outputFormats, documents: draft.documents,
      key: PlanHash.key(of: draft, as: declaration, settings: settings, keys: keys))
  }
}
