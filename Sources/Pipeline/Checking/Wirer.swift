import StageKit
import Formats

/// Finds for each input the port that feeds it.
///
/// An input named under `in` is fed by what is written there. Any other is fed by the stage or source of its name, or
/// else by the only port of its name and type that a stage gives. `none` leaves an optional input free.
struct Wirer {
  /// What is written where an optional input shall stay free.
  static let none = "none"
  /// The longest reference that is looked up, in bytes: names have at most 64.
  private static let longest = 256

  let directory: PortDirectory
  let registry: Registry

  /// Wires a stage's inputs; what is wrong is reported.
  func wire(_ draft: inout StageDraft, report: inout Diagnostics) {
    guard let declaration = draft.declaration, let written = draft.entry.inputs else {
      draft.isWired = false
      checkStages(namedBy: draft.entry.inputs ?? [], report: &report)
      return
    }
    let names = declaration.inputs.map(\.name)
    let unknown = written.filter { !names.contains($0.name.value) }
    for entry in unknown {
      draft.isWired = false
      report.error(entry.name.mark, Spelling.unknown("input", entry.name.value, of: draft.name, among: names))
    }
    let freed = freed(of: declaration, by: written)
    for input in declaration.inputs where !freed.contains(input.name) {
      if let entry = written.first(where: { $0.name.value == input.name }) {
        wire(input, as: entry, of: &draft, report: &report)
      } else if unknown.isEmpty || !input.isRequired {
        let place = Placed(value: input.name, mark: draft.mark)
        connect(input, at: place, of: &draft, report: &report) { draft throws(Failure) in
          try findGiver(for: input, of: draft)
        }
      }
    }
    checkAlternatives(of: &draft, report: &report)
  }

  /// Without the taking stage's type, only the names of giving stages can be checked.
  private func checkStages(namedBy written: [InputEntry], report: inout Diagnostics) {
    for reference in written.flatMap({ $0.references ?? [] }) where reference.value != Self.none {
      let parts = reference.value.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      if !directory.knows(parts) { report.error(reference.mark, unknownStage(parts[0]).description) }
    }
  }

  private func wire(
    _ input: any AnyInput, as entry: InputEntry, of draft: inout StageDraft, report: inout Diagnostics
  ) {
    guard let references = entry.references else {
      draft.isWired = false
      return
    }
    if entry.isList, !input.isList {
      draft.isWired = false
      report.error(entry.name.mark, "\(draft.name).\(input.name) takes \(input.type) from one stage, not a list")
    } else if references.isEmpty {
      draft.isWired = false
      report.error(entry.name.mark, "\(draft.name).\(input.name) takes \(input.type) from at least one stage")
    } else {
      for reference in references {
        connect(input, at: reference, of: &draft, report: &report) { draft throws(Failure) in
          try giver(named: reference.value, for: input, of: draft)
        }
      }
    }
  }

  private func connect(
    _ input: any AnyInput, at reference: Placed<String>, of draft: inout StageDraft, report: inout Diagnostics,
    find: (StageDraft) throws(Failure) -> Connection
  ) {
    // There will be no plan, and looking for what was meant takes time.
    guard !report.isFull else { return draft.isWired = false }
    do throws(Failure) {
      switch try find(draft) {
      case .wired(let giver):
        try check(giver, for: input, of: draft)
        let name = reference.value.split(separator: ".").last.map(String.init) ?? reference.value
        let wire = Wire(from: giver.reference, name: name)
        draft.wires[input.name, default: []].append(Placed(value: wire, mark: reference.mark))
      case .unwired: break
      case .unknowable: draft.isWired = false
      }
    } catch {
      draft.isWired = false
      report.error(reference.mark, error.description)
    }
  }

  /// The port that a reference names: `stage`, `stage.port`, or a part of the source.
  private func giver(
    named reference: String, for input: any AnyInput, of draft: StageDraft
  ) throws(Failure) -> Connection {
    guard reference.utf8.count <= Self.longest else {
      throw Failure("'\(reference.prefix(Self.longest))...' is too long to name a stage")
    }
    let parts = reference.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, !parts.contains("") else {
      throw Failure("'\(reference)' is neither `stage` nor `stage.port`")
    }
    if reference == Self.none {
      guard !input.isRequired else { throw required(input, of: draft) }
      return .unwired
    }
    let stage = parts[0]
    guard let givers = directory.givers(of: stage) else {
      if directory.isUnknown(stage) { return .unknowable }
      if parts.count == 1, let giver = directory.sourceGiver(stage) { return .wired(giver) }
      throw unknownStage(stage)
    }
    guard parts.count == 2 else {
      guard let giver = PortDirectory.main(givers, for: input) else { throw Failure("'\(stage)' gives nothing") }
      return .wired(giver)
    }
    guard let giver = givers.first(where: { $0.reference.port == parts[1] }) else {
      throw Failure(
        Spelling.unknown("output", parts[1], of: stage, among: givers.map(\.reference.port)))
    }
    return .wired(giver)
  }

  /// The port that feeds an input of which the file says nothing.
  private func findGiver(for input: any AnyInput, of draft: StageDraft) throws(Failure) -> Connection {
    if input.name != draft.name {
      if directory.isUnknown(input.name) { return .unknowable }
      if let givers = directory.givers(of: input.name), let giver = PortDirectory.main(givers, for: input) {
        return .wired(giver)
      }
    }
    if let giver = directory.sourceGiver(input.name), giver.type == input.type { return .wired(giver) }
    let candidates = directory.givers(like: input, besides: draft.name)
    if candidates.count == 1 { return .wired(candidates[0]) }
    guard input.isRequired else { return .unwired }
    guard candidates.isEmpty else { throw ambiguous(input, of: draft, among: candidates) }
    if directory.mayLack(input.name) { return .unknowable }
    throw missing(input, of: draft)
  }

  private func check(
    _ giver: PortDirectory.Giver, for input: any AnyInput, of draft: StageDraft
  ) throws(Failure) {
    guard giver.type == input.type else { throw mismatch(giver, input, of: draft) }
    if draft.granularity == .frame, let granularity = giver.granularity, granularity != .frame {
      throw Failure(
        "\(giver.reference) is made from a whole \(granularity.isOfCorpus ? "corpus" : "track"), and '\(draft.name)' works on frames as they stream by",
        remedy: "wire it to the audio or to a frame stage")
    }
  }
}

/// What was found for an input.
enum Connection {
  /// A port that gives what the input takes.
  case wired(PortDirectory.Giver)
  /// Nothing, and the input can do without.
  case unwired
  /// Something that an error reported elsewhere keeps from being known.
  case unknowable
}
