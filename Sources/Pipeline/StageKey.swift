import Files
import StageKit

/// The hashes that tell whether a stage, with all before it, is still the same.
enum StageKey {
  /// Raised when the hashes below are made in another way, or artifacts are kept in another form.
  private static let scheme = 4

  /// The key of what the source gives.
  static func key(of source: Source) -> String {
    var hash = ContentHash()
    hash.update(scheme)
    hash.update(PortReference.source)
    update(&hash, source)
    return hash.hex
  }

  /// The key of a stage: the same wherever the stage would give the same, whatever it is called and wherever the pipeline
  /// lies.
  ///
  /// - Parameters:
  ///   - settings: Paths as written; the contents of a track's files are in the track's key.
  ///   - files: The contents of the files that are the same for all tracks.
  ///   - keys: The keys of the stages before it, and of the source, by name.
  static func key(
    of draft: StageDraft, as declaration: StageDeclaration, settings: Settings, files: [[UInt8]], keys: [String: String]
  ) -> String {
    var hash = ContentHash()
    hash.update(scheme)
    update(&hash, declaration, settings)
    for file in files {
      hash.update(file.count)
      hash.update(file)
    }
    for input in declaration.inputs.sorted(by: { $0.name < $1.name }) {
      let wires = draft.wires[input.name] ?? []
      hash.update(input.name)
      hash.update(wires.count)
      for wire in wires {
        hash.update(keys[wire.value.from.stage] ?? "")
        hash.update(wire.value.from.port)
        // Only a list input tells its wires apart by name; of documents the stage that gave them is told too.
        if input.isList { hash.update(wire.value.name) }
        if input.isList, input.kind == .document { hash.update(wire.value.from.stage) }
      }
    }
    return hash.hex
  }

  /// What is done with damaged tracks is left out: it changes nothing about whole ones, and a damaged track's documents
  /// are never taken for up to date.
  private static func update(_ hash: inout ContentHash, _ source: Source) {
    switch source.material {
    case .audio:
      hash.update(source.sampleRate.text)
      hash.update(source.decoder.text)
    case .frames(let views):
      for view in views {
        hash.update(view.name)
        hash.update(view.rate.text)
        hash.update(view.width ?? 0)
      }
    case .plans: hash.update("plans")
    }
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
