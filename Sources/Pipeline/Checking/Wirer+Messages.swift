import StageKit
import YAML

extension Wirer {
  /// A reference to a stage that the pipeline does not have.
  func unknownStage(_ name: String) -> StageFailure {
    let sources = Source.declaration.outputs.map(\.name)
    let known = directory.stages + sources
    if registry[name] != nil, Spelling.closest(to: name, in: known) == nil {
      return StageFailure("there is no stage '\(name)'", remedy: "add `\(name): {use: \(name)}`")
    }
    return StageFailure(Report.unknown("stage", name, among: known))
  }

  /// A wire between ports of different kinds.
  func mismatch(_ giver: PortDirectory.Giver, _ input: any AnyInput, of draft: StageDraft) -> StageFailure {
    let fitting = directory.givers(of: giver.reference.stage)?.first { $0.kind == input.kind }
    return StageFailure(
      "\(giver.reference) gives \(giver.kind), but \(draft.name).\(input.name) takes \(input.kind)",
      remedy: fitting.map { "write `in: {\(input.name): \($0.reference)}`" } ?? "")
  }

  /// Several ports that would fit equally well.
  func ambiguous(
    _ input: any AnyInput, of draft: StageDraft, among givers: [PortDirectory.Giver]
  ) -> StageFailure {
    let list = givers.map { "`in: {\(input.name): \($0.reference)}`" }
    return StageFailure(
      "\(draft.name).\(input.name) could take \(input.kind) from several stages",
      remedy: "choose \(Self.alternatives(list))")
  }

  /// A required input that nothing feeds.
  func missing(_ input: any AnyInput, of draft: StageDraft) -> StageFailure {
    unfed(input, of: draft, "\(draft.name).\(input.name) takes \(input.kind), and nothing is wired to it")
  }

  /// A required input that is told to stay free.
  func required(_ input: any AnyInput, of draft: StageDraft) -> StageFailure {
    unfed(input, of: draft, "\(draft.name).\(input.name) is required and cannot be `none`")
  }

  /// - Parameter reason: What is wrong; the way out follows.
  private func unfed(_ input: any AnyInput, of draft: StageDraft, _ reason: String) -> StageFailure {
    let present = directory.stages(giving: input, besides: draft.name)
    let isTaken = directory.stages.contains(input.name)
    let additions = isTaken ? [] : additions(for: input) { $0 == input.name }
    if additions.isEmpty, !present.isEmpty {
      let wires = present.map { "`in: {\(input.name): \($0)}`" }
      return StageFailure(reason, remedy: "write \(Self.alternatives(wires))")
    }
    let stages = additions.isEmpty ? self.additions(for: input) { _ in true } : additions
    return StageFailure(
      reason,
      remedy: stages.isEmpty ? "no stage that is installed gives \(input.kind)" : "add \(Self.alternatives(stages))")
  }

  /// Stages that would feed an input by their name, from all that are installed.
  private func additions(for input: any AnyInput, where isRight: (_ port: String) -> Bool) -> [String] {
    registry.stages.map { $0.declaration }
      .filter { $0.outputs.contains { $0.kind == input.kind && isRight($0.name) } }
      .map { "a stage `\(input.name): {use: \($0.id)}`" }
  }

  /// `a`, `a or b`, `a, b or c`; of many only the first few.
  private static func alternatives(_ words: [String]) -> String {
    let shown = words.prefix(4)
    guard shown.count > 1, let last = shown.last else { return shown.first ?? "" }
    return "\(shown.dropLast().joined(separator: ", ")) or \(last)"
  }
}
