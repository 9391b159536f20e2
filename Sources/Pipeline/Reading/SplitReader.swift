import StageKit
import Formats

/// Reads `split: {validation: 0.1, test: 0.2, seed: 1, group: "{folder}"}`, `{file: split.csv}` or
/// `{training: train/*, validation: validation/*, test: test/*}`.
struct SplitReader {
  private static let parts: [TrackPart] = [.training, .validation, .test]
  private static let form = "{validation: 0.1, test: 0.2, seed: 1}, {file: split.csv}, or patterns by part"
  private static let share = Parameter("share", default: 0.0, unit: .share, in: 0...0.95, "A part of the tracks.")

  private static let fields =
    [
      WrittenField("file", .path, "A table with the columns track and part."),
      WrittenField("seed", .number(isWhole: true), "What chance depends on, where parts are shares."),
      WrittenField(
        "group", .path, "What keeps tracks together: \"{folder}\", or a table with the columns track and group."),
    ]
    + parts.map {
      WrittenField($0.rawValue, .either([share.form, .list(.path)]), "A share of the tracks, or patterns.")
    }

  /// What a split may look like.
  static let written = WrittenForm.record(fields)

  /// The pipeline's folder.
  let folder: String

  /// The split; `nil` if it cannot be read, which is reported.
  func read(_ node: Node, report: inout Diagnostics) -> CorpusSplit? {
    let keys = Self.fields.map(\.name)
    guard let values = node.values(of: "`split`", form: "a mapping \(Self.form)", keys: keys, report: &report)
    else { return nil }
    let group = values["group"].flatMap { self.group($0.value, report: &report) }
    let written = Self.parts.filter { values[$0.rawValue] != nil }
    if let file = values["file"] {
      for key in keys.dropFirst() where key != "group" {
        guard let entry = values[key] else { continue }
        report.error(entry.key.mark, "`\(key)` has no meaning beside `file`, which names each track's part")
      }
      guard let path = text(file, report: &report) else { return nil }
      return CorpusSplit(rule: .file(path.resolvedPath(in: folder)), group: group)
    }
    guard !written.isEmpty else {
      report.error(node.mark, "`split` says nothing of parts; write \(Self.form)")
      return nil
    }
    let rule =
      values.contains { Self.isShare($0.value.value, key: $0.key) } || values["seed"] != nil
      ? shares(values, at: node.mark, report: &report) : patterns(values, report: &report)
    return rule.map { CorpusSplit(rule: $0, group: group) }
  }

  private static func isShare(_ node: Node, key: String) -> Bool {
    guard parts.map(\.rawValue).contains(key), let text = node.text?.value else { return false }
    return (try? Double(.text(text), unit: .share)) != nil
  }

  private func shares(_ values: [String: Node.Entry], at mark: Mark, report: inout Diagnostics) -> CorpusSplit.Rule? {
    if let entry = values["training"] {
      report.error(entry.key.mark, "`training` is what validation and test leave; leave it out")
      return nil
    }
    let validation = share(values["validation"], report: &report)
    let test = share(values["test"], report: &report)
    var seed = 1
    if let entry = values["seed"] {
      do throws(Failure) {
        seed = try Int(RawSetting(entry.value), unit: nil)
      } catch {
        report.error(entry.value.mark, "split.seed: \(error)")
        return nil
      }
    }
    guard let validation, let test else { return nil }
    guard validation + test > 0, validation + test < 1 else {
      report.error(
        mark, "validation and test together must take some of the tracks, and leave some for training")
      return nil
    }
    return .shares(validation: validation, test: test, seed: seed)
  }

  private func share(_ entry: Node.Entry?, report: inout Diagnostics) -> Double? {
    guard let entry else { return 0 }
    do throws(Failure) {
      return try Self.share.parse(RawSetting(entry.value), relativeTo: folder) as? Double
    } catch {
      report.error(entry.value.mark, "split.\(entry.key.value): \(error)")
      return nil
    }
  }

  private func patterns(_ values: [String: Node.Entry], report: inout Diagnostics) -> CorpusSplit.Rule? {
    var patterns: [TrackPart: [String]] = [:]
    for part in Self.parts {
      guard let entry = values[part.rawValue] else { continue }
      // Paths in the library, which the pipeline's folder has no part in.
      patterns[part] = entry.value.paths(of: part.rawValue, in: ".", report: &report)
    }
    return .patterns(patterns)
  }

  private func group(_ node: Node, report: inout Diagnostics) -> CorpusSplit.Group? {
    guard let text = node.text?.value else {
      report.error(node.mark, "split.group must be \"{folder}\" or a table with the columns track and group")
      return nil
    }
    let template = Template(text)
    guard !template.placeholders.isEmpty else { return .file(text.resolvedPath(in: folder)) }
    if let word = template.placeholders.first(where: { $0 != "folder" }) {
      report.error(node.mark, "split.group has the unknown placeholder '\(word)'; the only one here is {folder}")
      return nil
    }
    return .template(template)
  }

  private func text(_ entry: Node.Entry, report: inout Diagnostics) -> String? {
    if entry.value.text == nil {
      report.error(entry.value.mark, "split.\(entry.key.value) must be a file's path, found \(entry.value.noun)")
    }
    return entry.value.text?.value
  }
}
