import StageKit
import Formats

/// A stage on its way from the file into the plan.
///
/// What an error has left open is `nil`, and later checks pass over it in silence, so that one mistake gives one message.
struct StageDraft {
  /// What the file says.
  let entry: StageEntry
  /// What `use` names, if there is such a stage.
  let kind: StageKind?
  /// What `use` may have meant, if there is no such stage.
  let likelyKind: StageKind?
  /// All settings; `nil` without a kind.
  let settings: SettingsReader.Outcome?
  /// What the stage does; `nil` if its settings are not sound.
  let work: StageWork?

  /// The wires by input port, each with the place that an error about it points to.
  var wires: [String: [Placed<Wire>]] = [:]
  /// Whether each wire that there should be is in ``wires``.
  var isWired = true
  /// The formats on the streamed inputs.
  var inputFormats = FrameFormats()
  /// The formats that the stage gives; `nil` until they are known.
  var outputFormats: FrameFormats?
  /// Where the documents go, by output port.
  var documents: [String: String] = [:]

  /// The stage's name in the pipeline.
  var name: String { entry.name.value }
  /// Where the stage's name stands.
  var mark: Mark { entry.name.mark }
  /// What the stage's kind declares, if there is one.
  var declaration: StageDeclaration? { kind?.declaration }
  /// How much of the corpus the stage sees at once, if it has a kind.
  var granularity: Granularity? { work?.granularity ?? kind?.granularity }
  /// What the stage gives with its settings; what its kind declares, if they are not sound.
  var outputs: [any AnyOutput] { work.flatMap { kind?.outputs(of: $0) } ?? declaration?.outputs ?? [] }
  /// The names of the stages that this one takes from; a name twice if it takes from it twice.
  var givers: [String] { wires.values.flatMap { $0 }.map(\.value.from.stage) }
}

extension StageDraft {
  /// Looks up a stage's kind and makes the stage.
  ///
  /// - Parameter isExplained: Whether it has been reported already why there is no stage of an id.
  init(
    _ entry: StageEntry, registry: Registry, isExplained: (String) -> Bool, reader: SettingsReader,
    report: inout Diagnostics
  ) {
    self.entry = entry
    let wanted = entry.use?.value ?? entry.name.value
    let ids = registry.stages.map { $0.declaration.id }
    guard let use = entry.use, let kind = registry[use.value] else {
      (kind, settings, work) = (nil, nil, nil)
      likelyKind = registry[wanted] ?? Spelling.closest(to: wanted, in: ids).flatMap { registry[$0] }
      if let use = entry.use, !isExplained(use.value) {
        let meant = likelyKind.map { "did you mean '\($0.declaration.id)'?" } ?? "`songboard list` shows all stages"
        report.error(use.mark, "unknown stage '\(use.value)'; \(meant)")
      }
      return
    }
    self.kind = kind
    likelyKind = nil
    let outcome = reader.read(entry.settings, of: entry.name.value, as: kind.declaration, report: &report)
    settings = outcome
    guard outcome.isSound else {
      work = nil
      return
    }
    do throws(Failure) {
      work = try kind.make(outcome.settings)
    } catch {
      work = nil
      report.error(entry.name.mark, "stage '\(entry.name.value)': \(error)\(reader.note(on: entry.name.value))")
    }
  }
}
