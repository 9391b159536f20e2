import StageKit
import Formats

/// A setting from the command line that replaces the file's: `--set stage.parameter=value`.
///
/// The stage `source` has the pipeline's sample rate: `--set source.rate=44.1kHz`. The stage `*` is every stage that has the
/// parameter: `--set '*.seed=3'`. A value in brackets, braces or quotes is read
/// as YAML, any other is taken as it is. Relative paths are relative to the current folder.
public struct Override: Sendable, Hashable {
  /// What stands for every stage that has the parameter.
  static let everyStage = "*"

  /// `stage.parameter=value`, as the user wrote it.
  public let text: String

  /// An override as the user wrote it. Its mistakes become diagnostics of the plan.
  public init(_ text: String) {
    self.text = text
  }

  /// What stands for the file's name in diagnostics.
  var label: String { "--set \(text)" }

  /// The parts of the text.
  ///
  /// - Throws: ``Failure`` if the text has another form.
  func parsed() throws(Failure) -> (stage: String, parameter: String, value: RawSetting) {
    let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let path = sides[0].split(separator: ".", omittingEmptySubsequences: false)
    guard sides.count == 2, path.count == 2, !path[0].isEmpty, !path[1].isEmpty else {
      throw Failure("expected stage.parameter=value", remedy: "for example --set onset.delta=0.1")
    }
    return (String(path[0]), String(path[1]), try Self.value(String(sides[1])))
  }

  private static func value(_ written: String) throws(Failure) -> RawSetting {
    // `{track}.csv` and `{track}` are templates and no mappings.
    let isBraced = written.hasPrefix("{") && written.hasSuffix("}")
    let isMapping = isBraced && (written.contains(":") || written.dropFirst().dropLast().allSatisfy(\.isWhitespace))
    guard let first = written.first, "['\"".contains(first) || isMapping else { return .text(written) }
    var report = Diagnostics(file: written)
    let node = NodeComposer.compose(Array(written.utf8), report: &report)
    guard let node else { throw Failure(report.sorted.first?.message ?? "not valid YAML") }
    return RawSetting(node)
  }
}
