import Formats
import StageKit

/// An input as it stands in the file: `frames: [mel, chroma]`.
struct InputEntry {
  let name: Placed<String>
  /// `stage` or `stage.port`, each; `nil` if that was unreadable, which has been reported.
  let references: [Placed<String>]?
  /// Whether the file has a list, which only a list input takes.
  let isList: Bool
}

extension InputEntry {
  /// - Parameter stage: The stage's name.
  init(_ entry: Node.Entry, of stage: String, report: inout Diagnostics) {
    name = entry.key
    references = entry.value.texts
    isList = if case .sequence = entry.value.content { true } else { false }
    if references == nil {
      report.error(
        entry.value.mark,
        "\(stage).\(entry.key.value) must be `stage`, `stage.port` or a list of them, found \(entry.value.noun)")
    }
  }
}
