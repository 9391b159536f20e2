import StageKit
import Formats

/// Follows the formats of the streams from the source through the stages.
struct FormatChecker {
  private var formats: [PortReference: FrameFormat]
  /// The source's rows of which no track tells yet how wide they are.
  private let unknown: Set<PortReference>

  init(source: Source) {
    let views = source.views.map { (port: PortReference(stage: PortReference.source, port: $0.name), view: $0) }
    unknown = Set(views.filter { $0.view.width == nil }.map(\.port))
    let checked = views.compactMap { port, view in view.checkedFormat.map { (port, $0) } }
    formats = Dictionary(source.formats.map { ($0.port, $0.format) } + checked) { first, _ in first }
  }

  /// Checks what a stage is offered and notes what it gives; to be called in the stages' order.
  mutating func check(_ draft: inout StageDraft, report: inout Diagnostics) {
    guard draft.isWired, let work = draft.work, let declaration = draft.declaration else { return }
    var offered = FrameFormats()
    for input in declaration.inputs where input.kind.hasFormat {
      let known = (draft.wires[input.name] ?? []).map { formats[$0.value.from] }
      // What an earlier error has left unknown is no fault of this stage.
      guard !known.contains(where: { $0 == nil }) else { return }
      offered[named: input.name] = known.compactMap { $0 }
      offered.name(streamsAt: input.name, (draft.wires[input.name] ?? []).map(\.value.name))
    }
    draft.inputFormats = offered
    do throws(Failure) {
      let given = try work.worker.formats(for: offered)
      try note(given, of: draft.name, as: declaration)
      draft.outputFormats = given
    } catch {
      let wires = declaration.inputs.filter(\.kind.hasFormat).flatMap { draft.wires[$0.name] ?? [] }
      let mark = wires.count == 1 ? wires[0].mark : draft.mark
      report.error(mark, message(error, draft, declaration))
    }
  }

  private mutating func note(
    _ given: FrameFormats, of stage: String, as declaration: StageDeclaration
  ) throws(Failure) {
    for output in declaration.outputs where output.kind.hasFormat {
      guard let format = given[named: output.name].first else {
        throw Failure("does not tell the format of its output '\(output.name)', which is a fault of the stage")
      }
      guard (1...1 << 20).contains(format.width), format.rate >= 0, format.rate < 1e9 else {
        throw Failure(
          "would give \(format.width) numbers at \(format.rate) Hz on its output '\(output.name)'",
          remedy: "a row has 1 to 1,048,576 numbers, and there must be fewer than 1e9 rows per second")
      }
      formats[PortReference(stage: stage, port: output.name)] = format
    }
  }

  /// The failure with both ends of each stream.
  private func message(_ failure: Failure, _ draft: StageDraft, _ declaration: StageDeclaration) -> String {
    let ends = declaration.inputs.flatMap { input in
      (draft.wires[input.name] ?? []).compactMap { wire in
        formats[wire.value.from].map {
          "\(wire.value.from) -> \(draft.name).\(input.name) is \($0)"
        }
      }
    }
    let hasUnknown = draft.wires.values.joined().contains { unknown.contains($0.value.from) }
    let way = hasUnknown ? ["how wide the rows are is not known here: name their files, or write `width: 40`"] : []
    return (["stage '\(draft.name)' \(failure)"] + ends + way).joined(separator: "; ")
  }
}
