import Formats
import StageKit

/// A stage as it stands in the file: `mel: {use: mel, with: {bands: 128}}`.
struct StageEntry {
  let name: Placed<String>
  /// The stage's id; `nil` if it is missing or unreadable, which has been reported.
  let use: Placed<String>?
  /// What stands under `with`; `nil` if it was unreadable.
  let settings: [SettingEntry]?
  /// What stands under `in`; `nil` if it was unreadable.
  let inputs: [InputEntry]?
  /// What stands after `to`.
  let template: Placed<String>?
}

extension StageEntry {
  /// What a stage or a view can be called, as a pattern of ECMA 262.
  static let names = "^(?!(source|none)$)[A-Za-z][A-Za-z0-9_-]{0,63}$"

  init(_ entry: Node.Entry, report: inout Diagnostics) {
    name = entry.key
    let stage = entry.key.value
    Self.check(entry.key, report: &report)
    let form = "a mapping such as {use: mel, with: {bands: 128}}"
    guard
      let values = entry.value.values(
        of: "stage '\(stage)'", form: form, keys: ["use", "with", "in", "to"], report: &report)
    else {
      (use, settings, inputs, template) = (nil, nil, nil, nil)
      return
    }
    use = Self.text(values["use"], named: "use", form: "a stage's id", of: stage, report: &report)
    if values["use"] == nil {
      report.error(entry.key.mark, "stage '\(stage)' lacks `use`, the id of what it does")
    }
    template = Self.text(values["to"], named: "to", form: "a file's path", of: stage, report: &report)
    settings = Self.entries(values["with"], named: "with", form: "{parameter: value}", of: stage, report: &report)
      .map { $0.map(SettingEntry.init) }
    inputs = Self.entries(values["in"], named: "in", form: "{input: stage}", of: stage, report: &report)
      .map { entries in entries.map { InputEntry($0, of: stage, report: &report) } }
  }

  private static func check(_ name: Placed<String>, report: inout Diagnostics) {
    guard !WrittenForm.fits(name.value, names) else { return }
    if name.value == PortReference.source {
      report.error(name.mark, "'source' stands for the pipeline's source; give the stage another name")
    } else if name.value == "none" {
      report.error(name.mark, "'none' stands for no stage; give the stage another name")
    } else {
      report.error(
        name.mark, "'\(name.value)' cannot name a stage; use up to 64 letters, digits, '_' and '-', a letter first")
    }
  }

  private static func text(
    _ entry: Node.Entry?, named key: String, form: String, of stage: String, report: inout Diagnostics
  ) -> Placed<String>? {
    guard let node = entry?.value else { return nil }
    if node.text == nil { report.error(node.mark, "`\(key)` of stage '\(stage)' must be \(form), found \(node.noun)") }
    return node.text
  }

  private static func entries(
    _ entry: Node.Entry?, named key: String, form: String, of stage: String, report: inout Diagnostics
  ) -> [Node.Entry]? {
    guard let node = entry?.value else { return [] }
    return node.entries(of: "`\(key)` of stage '\(stage)'", form: "a mapping \(form)", report: &report)
  }
}
