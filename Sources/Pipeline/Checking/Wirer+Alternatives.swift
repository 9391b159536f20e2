import StageKit
import Formats

extension Wirer {
  /// The inputs that stay free because the file wires another of their group.
  func freed(of declaration: StageDeclaration, by written: [InputEntry]) -> Set<String> {
    let group = Set(declaration.alternatives.map(\.name))
    let wired = written.filter { group.contains($0.name.value) && $0.references?.map(\.value) != [Self.none] }
    return wired.isEmpty ? [] : group.subtracting(wired.map(\.name.value))
  }

  /// Reports a group of alternatives of which none is wired, or too many are.
  func checkAlternatives(of draft: inout StageDraft, report: inout Diagnostics) {
    guard draft.isWired, let declaration = draft.declaration, !declaration.alternatives.isEmpty else { return }
    let names = declaration.alternatives.map(\.name)
    let wires = names.compactMap { draft.wires[$0]?.first }
    guard wires.isEmpty || (wires.count > 1 && !declaration.takesSeveralAlternatives) else { return }
    draft.isWired = false
    let reason = "\(draft.name) takes one of \(names.joined(separator: ", "))"
    if wires.isEmpty {
      report.error(draft.mark, "\(reason), and none is wired; write `in: {\(names[0]): STAGE}`")
    } else {
      report.error(wires[1].mark, "\(reason), and \(wires.count) are wired; use the stage once for each")
    }
  }
}
