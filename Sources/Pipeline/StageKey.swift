import Files
import StageKit

/// The hashes that tell whether a stage, with all before it, is still the same.
enum StageKey {
  /// Raised when the hashes below are made in another way.
  private static let scheme = 5
  /// Raised when plans are read in another way.
  private static let plansRevision = 2

  /// The key of what the source gives.
  ///
  /// What is done with damaged tracks is left out: it changes nothing about whole ones.
  static func key(of source: Source) -> String {
    var hash = ContentHash()
    hash.update(scheme)
    hash.update(PortReference.source)
    switch source.material {
    case .audio:
      hash.update(Source.declaration.revision)
      hash.update(source.sampleRate.text)
      hash.update(source.decoder.text)
      hash.update(source.track.text)
    case .frames(let views):
      for view in views {
        hash.update(view.name)
        hash.update(view.rate.text)
        hash.update(view.width ?? 0)
      }
    case .plans:
      hash.update("plans")
      hash.update(plansRevision)
      hash.update(source.frameRate?.text ?? "")
      let vocabulary = source.vocabulary
      hash.update((vocabulary?.types ?? []) + ["scale"] + (vocabulary?.scale ?? []))
      hash.update((vocabulary?.aliases ?? [:]).sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] })
    }
    return hash.hex
  }

  /// What a stage is with its settings: the same for stages that give the same of the same inputs, whatever they are called
  /// and wherever their files lie.
  ///
  /// - Parameter files: The hashes of the files that settings name, by path. Contents of files beside tracks are in the
  ///   tracks' keys.
  static func identity(of declaration: StageDeclaration, settings: Settings, files: [String: String]) -> String {
    var hash = ContentHash()
    hash.update(scheme)
    hash.update(declaration.id)
    hash.update(declaration.revision)
    if let origin = declaration.origin { hash.update(origin.fingerprint) }
    let texts = settings.textsWithoutPaths
    hash.update(texts.count)
    for (name, text) in texts {
      hash.update(name)
      hash.update(text)
    }
    for file in settings.files { hash.update(files[file.path] ?? "") }
    return hash.hex
  }

  /// The key of a stage: the same wherever the stage would give the same of a track.
  ///
  /// - Parameter keys: The keys of the stages before it, and of the source, by name.
  static func key(
    of draft: StageDraft, as declaration: StageDeclaration, identity: String, keys: [String: String]
  ) -> String {
    var hash = ContentHash()
    hash.update(identity)
    for input in declaration.inputs.sorted(by: { $0.name < $1.name }) {
      let wires = draft.wires[input.name] ?? []
      hash.update(input.name)
      hash.update(wires.count)
      for wire in wires { hash.update(wire.value.keyTexts(of: keys[wire.value.from.stage] ?? "", on: input)) }
    }
    return hash.hex
  }
}

extension Wire {
  /// What a taker's results depend on of a wire, as texts.
  ///
  /// - Parameter key: The key of what comes along the wire.
  public func keyTexts(of key: String, on input: any AnyInput) -> [String] {
    // Only a list input tells its wires apart by name; of documents the stage that gave them is told too.
    let name = input.isList ? [self.name] + (input.kind == .document ? [from.stage] : []) : []
    return [key, from.port] + name
  }
}
