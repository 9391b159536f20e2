import StageKit

/// Who made what each stage takes, stage by stage in the plan's order.
struct Ancestry {
  private let source: Source
  /// By stage: what it is with its settings.
  private var parts: [String: Lineage.Part] = [:]
  /// By stage: the stages it takes from, in the order of its inputs.
  private var givers: [String: [PortReference]] = [:]

  init(source: Source) {
    self.source = source
  }

  /// Takes in a stage whose givers are known.
  mutating func add(_ draft: StageDraft) {
    guard let declaration = draft.declaration, let settings = draft.settings else { return }
    let texts = Dictionary(settings.portable.texts.map { ($0.0, $0.1) }) { first, _ in first }
    parts[draft.name] = Lineage.Part(stage: declaration.id, settings: texts)
    givers[draft.name] = declaration.inputs.flatMap { draft.wires[$0.name] ?? [] }.map(\.value.from)
  }

  /// How the frames on each of a stage's inputs were made.
  func lineages(of draft: StageDraft) -> [String: [Lineage]] {
    draft.wires.mapValues { wires in wires.map { lineage(of: $0.value.from) } }
  }

  private func lineage(of port: PortReference) -> Lineage {
    var found: [Lineage.Part] = []
    var seen: Set<PortReference> = []
    var front = [port]
    while !front.isEmpty {
      let next = front.removeFirst()
      // Two ports of one stage have one maker; two views of the source are two.
      let maker = next.stage == PortReference.source ? next : PortReference(stage: next.stage, port: "")
      guard seen.insert(maker).inserted else { continue }
      if let part = parts[next.stage] ?? sourcePart(next) { found.append(part) }
      front += givers[next.stage] ?? []
    }
    return Lineage(parts: found)
  }

  private func sourcePart(_ port: PortReference) -> Lineage.Part? {
    guard port.stage == PortReference.source else { return nil }
    switch source.material {
    case .audio:
      return Lineage.Part(stage: "source", settings: ["rate": source.sampleRate.text])
    case .frames(let views):
      return views.first { $0.name == port.port }.map { view in
        // What a view is called makes no difference to its rows.
        Lineage.Part(stage: "source", settings: ["rate": view.rate.text, "width": "\(view.width ?? 0)"])
      }
    case .plans:
      return nil
    }
  }
}
