import StageKit
import Formats

extension Wirer {
  /// A reference to a stage that the pipeline does not have.
  func unknownStage(_ name: String) -> Failure {
    let known = directory.stages + directory.sourcePorts
    if registry[name] != nil, Spelling.closest(to: name, in: known) == nil {
      return Failure("there is no stage '\(name)'", remedy: "add `\(name): {use: \(name)}`")
    }
    return Failure(Spelling.unknown("stage", name, among: known))
  }

  /// A wire between ports of different types.
  func mismatch(_ giver: PortDirectory.Giver, _ input: any AnyInput, of draft: StageDraft) -> Failure {
    let fitting = directory.givers(of: giver.reference.stage)?.first { $0.type == input.type }
    return Failure(
      "\(giver.reference) gives \(giver.type), but \(draft.name).\(input.name) takes \(input.type)",
      remedy: fitting.map { "write `in: {\(input.name): \($0.reference)}`" } ?? "")
  }

  /// Several ports that would fit equally well.
  func ambiguous(
    _ input: any AnyInput, of draft: StageDraft, among givers: [PortDirectory.Giver]
  ) -> Failure {
    let list = givers.map { "`in: {\(input.name): \($0.reference)}`" }
    return Failure(
      "\(draft.name).\(input.name) could take \(input.type) from several stages",
      remedy: "choose \(Self.alternatives(list))")
  }

  /// A required input that nothing feeds.
  func missing(_ input: any AnyInput, of draft: StageDraft) -> Failure {
    unfed(input, of: draft, "\(draft.name).\(input.name) takes \(input.type), and nothing is wired to it")
  }

  /// A required input that is told to stay free.
  func required(_ input: any AnyInput, of draft: StageDraft) -> Failure {
    unfed(input, of: draft, "\(draft.name).\(input.name) is required and cannot be `none`")
  }

  /// - Parameter reason: What is wrong; the way out follows.
  private func unfed(_ input: any AnyInput, of draft: StageDraft, _ reason: String) -> Failure {
    if let remedy = sourceRemedy(for: input.kind) { return Failure(reason, remedy: remedy) }
    let present = directory.stages(giving: input, besides: draft.name)
    let isTaken = directory.stages.contains(input.name)
    let additions = isTaken ? [] : additions(for: input) { $0 == input.name }
    if additions.isEmpty, !present.isEmpty {
      let wires = present.map { "`in: {\(input.name): \($0)}`" }
      return Failure(reason, remedy: "write \(Self.alternatives(wires))")
    }
    let stages = additions.isEmpty ? self.additions(for: input) { _ in true } : additions
    return Failure(
      reason,
      remedy: stages.isEmpty ? "no stage that is installed gives \(input.type)" : "add \(Self.alternatives(stages))")
  }

  /// What to do where only the source could give what is taken, and has something else.
  private func sourceRemedy(for kind: PortKind) -> String? {
    switch kind {
    case .audio where !directory.sourcePorts.contains(Source.audio.name):
      "the source has frames in place of audio; leave this stage out, or name songs under `source.audio`"
    case .text where !directory.sourcePorts.contains(Source.labels.name):
      "name the files under `source`, such as `labels: \"{track}.shots.csv\"`"
    default: nil
    }
  }

  /// Stages that would feed an input by their name, from all that are installed.
  private func additions(for input: any AnyInput, where isRight: (_ port: String) -> Bool) -> [String] {
    registry.stages.map { $0.declaration }
      .filter { $0.outputs.contains { $0.type == input.type && isRight($0.name) } }
      .map { "a stage `\(input.name): {use: \($0.id)}`" }
  }

  /// `a`, `a or b`, `a, b or c`; of many only the first few.
  private static func alternatives(_ words: [String]) -> String {
    let shown = words.prefix(4)
    guard shown.count > 1, let last = shown.last else { return shown.first ?? "" }
    return "\(shown.dropLast().joined(separator: ", ")) or \(last)"
  }
}
