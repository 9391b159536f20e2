import StageKit

/// All ports that give something in a pipeline: those of the stages, in the file's order, and those of the source.
struct PortDirectory {
  /// A port that gives something.
  struct Giver {
    let reference: PortReference
    let type: ArtifactType
    /// The giving stage's granularity; `nil` for the source.
    let granularity: Granularity?
  }

  /// The stages' names in the file's order.
  let stages: [String]
  /// The names whose stages are of no known kind.
  private let unknown: Set<String>
  private let outputs: [String: [Giver]]
  private let byPort: [String: [Giver]]
  /// The ports that stages of unknown type may have been meant to give; any port if `nil`.
  private let missing: Set<String>?

  init(_ drafts: [StageDraft], source: Source) {
    var outputs: [String: [Giver]] = [:]
    var byPort: [String: [Giver]] = [:]
    for draft in drafts {
      guard draft.declaration != nil else { continue }
      let givers = draft.outputs.map {
        Giver(
          reference: PortReference(stage: draft.name, port: $0.name), type: $0.type, granularity: draft.granularity)
      }
      outputs[draft.name] = givers
      for giver in givers { byPort[giver.reference.port, default: []].append(giver) }
    }
    outputs[PortReference.source] = source.outputs.map {
      Giver(reference: PortReference(stage: PortReference.source, port: $0.name), type: $0.type, granularity: nil)
    }
    stages = drafts.map(\.name)
    let undeclared = drafts.filter { $0.kind == nil }
    unknown = Set(undeclared.map(\.name))
    let likely = undeclared.compactMap(\.likelyKind)
    missing = likely.count < undeclared.count ? nil : Set(likely.flatMap { $0.declaration.outputs.map(\.name) })
    self.outputs = outputs
    self.byPort = byPort
  }

  /// Whether there is a stage of this name whose ports are not known.
  func isUnknown(_ stage: String) -> Bool { unknown.contains(stage) }

  /// Whether the first part of a reference is a stage, or the only part is a port of the source.
  func knows(_ reference: [String]) -> Bool {
    isUnknown(reference[0]) || outputs[reference[0]] != nil
      || (reference.count == 1 && sourceGiver(reference[0]) != nil)
  }

  /// Whether a stage of unknown type may have been meant to give a port.
  func mayLack(_ port: String) -> Bool { missing?.contains(port) ?? true }

  /// The ports of a stage or of the source; `nil` if there is none of this name, or its ports are not known.
  func givers(of stage: String) -> [Giver]? { outputs[stage] }

  /// The names of the source's ports.
  var sourcePorts: [String] { (outputs[PortReference.source] ?? []).map(\.reference.port) }

  /// The source's port of a name, if it has one.
  func sourceGiver(_ port: String) -> Giver? {
    outputs[PortReference.source]?.first { $0.reference.port == port }
  }

  /// The ports that would fit an input by name and type, besides those of the taking stage itself.
  func givers(like input: any AnyInput, besides stage: String) -> [Giver] {
    (byPort[input.name] ?? []).filter { $0.type == input.type && $0.reference.stage != stage }
  }

  /// The stages whose bare name would fit an input by type, in the file's order.
  func stages(giving input: any AnyInput, besides stage: String) -> [String] {
    stages.filter { name in
      name != stage && outputs[name].flatMap { Self.main($0, for: input) }?.type == input.type
    }
  }

  /// What a stage's bare name refers to: the output of the input's name if it is of the input's type, else the first.
  static func main(_ givers: [Giver], for input: any AnyInput) -> Giver? {
    givers.first { $0.reference.port == input.name && $0.type == input.type } ?? givers.first
  }
}
