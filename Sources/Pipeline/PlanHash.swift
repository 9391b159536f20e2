import StageKit

/// The hashes that tell whether a plan, or a stage of it, is still the same.
enum PlanHash {
  /// Raised when the hashes below are made in another way.
  private static let scheme = 2

  /// The key of what the source gives.
  static func key(of source: Source) -> String {
    var hash = ContentHash()
    hash.update(scheme)
    hash.update(PortReference.source)
    update(&hash, source)
    return hash.hex
  }

  /// The key of a stage: the same wherever the stage would give the same, whatever it is called.
  ///
  /// - Parameter keys: The keys of the stages before it, and of the source, by name.
  static func key(
    of draft: StageDraft, as declaration: StageDeclaration, settings: Settings, keys: [String: String]
  ) -> String {
    var hash = ContentHash()
    hash.update(scheme)
    update(&hash, declaration, settings)
    for input in declaration.inputs.sorted(by: { $0.name < $1.name }) {
      let wires = draft.wires[input.name] ?? []
      hash.update(input.name)
      hash.update(wires.count)
      for wire in wires {
        hash.update(keys[wire.value.from.stage] ?? "")
        hash.update(wire.value.from.port)
        // Only a list input tells its wires apart by name.
        if input.isList { hash.update(wire.value.name) }
      }
    }
    return hash.hex
  }

  /// The hash of a whole plan: the same wherever the pipeline lies and in whatever order it names its stages.
  static func hash(of drafts: [StageDraft], source: Source) -> String {
    var hash = ContentHash()
    hash.update(scheme)
    update(&hash, source)
    hash.update(drafts.count)
    for draft in drafts.sorted(by: { $0.name < $1.name }) {
      guard let declaration = draft.declaration, let settings = draft.settings?.portable else { continue }
      hash.update(draft.name)
      update(&hash, declaration, settings)
      hash.update(draft.wires.count)
      for (input, wires) in draft.wires.sorted(by: { $0.key < $1.key }) {
        hash.update(input)
        hash.update(wires.count)
        for wire in wires {
          hash.update(wire.value.from.description)
          hash.update(wire.value.name)
        }
      }
    }
    return hash.hex
  }

  /// What is done with damaged tracks is left out: it changes nothing about whole ones, and a damaged track's documents
  /// are never taken for up to date.
  private static func update(_ hash: inout ContentHash, _ source: Source) {
    hash.update(source.sampleRate.text)
    hash.update(source.decoder.text)
  }

  private static func update(_ hash: inout ContentHash, _ declaration: StageDeclaration, _ settings: Settings) {
    hash.update(declaration.id)
    hash.update(declaration.revision)
    let texts = settings.texts
    hash.update(texts.count)
    for (name, text) in texts {
      hash.update(name)
      hash.update(text)
    }
  }
}
