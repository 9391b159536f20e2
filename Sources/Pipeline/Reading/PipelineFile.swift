import Formats
import StageKit

/// A pipeline as it stands in its file, before its stages are looked up.
struct PipelineFile {
  /// The version of the format that this program reads.
  static let version = "1"

  /// The paths that stand under `plugins`.
  let plugins: [Placed<String>]
  /// What stands under `source`, by key.
  let source: [String: Node.Entry]
  /// The stages in the file's order.
  let stages: [StageEntry]
}

extension PipelineFile {
  /// Reads as much as can be read; what cannot is reported.
  init(_ root: Node, report: inout Diagnostics) {
    let form = "a mapping with the keys version, source and stages"
    let values = root.values(
      of: "a pipeline", form: form, keys: ["version", "plugins", "source", "stages"], report: &report)
    if let values { Self.checkVersion(values["version"]?.value, at: root.mark, report: &report) }
    plugins = Self.plugins(values?["plugins"]?.value, report: &report)
    source =
      values?["source"]?.value.values(
        of: "`source`", form: "a mapping such as {audio: songs/}", keys: SourceReader.keys, report: &report) ?? [:]
    let stages = values?["stages"]?.value
    if values != nil, stages == nil {
      report.error(root.mark, "the pipeline has no `stages`")
    }
    self.stages =
      stages?.entries(of: "`stages`", form: "a mapping {name: {use: id}}", report: &report)?
      .map { StageEntry($0, report: &report) }
      .filter { $0.name.value != PortReference.source } ?? []
  }

  private static func plugins(_ node: Node?, report: inout Diagnostics) -> [Placed<String>] {
    guard let node else { return [] }
    if node.texts == nil { report.error(node.mark, "`plugins` must be a list of paths, found \(node.noun)") }
    return node.texts ?? []
  }

  private static func checkVersion(_ node: Node?, at mark: Mark, report: inout Diagnostics) {
    if let node {
      if node.text?.value != version {
        report.error(node.mark, "this program reads version \(version) of pipelines, found \(node.noun)")
      }
    } else {
      report.error(mark, "the pipeline lacks `version: \(version)`")
    }
  }
}
