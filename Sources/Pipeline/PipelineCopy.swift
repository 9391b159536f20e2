import Files
import Formats
import StageKit

/// A pipeline's text as it may stand in another folder: relative paths of what lies beside it lead there from anywhere.
///
/// Only a path that leads to something is changed. A pattern counts by the folders before its first wildcard.
public struct PipelineCopy {
  /// The text; `nil` if the pipeline cannot be read.
  public let text: String?
  /// Why not.
  public let diagnostics: [Diagnostic]

  /// Reads a pipeline, and makes its paths those of the file system.
  ///
  /// - Parameters:
  ///   - file: The pipeline's path.
  ///   - registry: The stages that tell which parameters are files.
  public init(of file: String, registry: Registry) {
    var report = Diagnostics(file: file)
    do throws(ReadingError) {
      let bytes = try SourceFile.read(file)
      let root = NodeComposer.compose(bytes, report: &report)
      diagnostics = report.sorted
      text = root.map { root in
        Self.text(bytes, moving: Self.paths(in: root, registry), from: FileTree.absolute(FileTree.folder(of: file)))
      }
    } catch {
      diagnostics = [Diagnostic(file: file, error.message)]
      text = nil
    }
  }

  /// The places in a pipeline where paths stand.
  private static func paths(in root: Node, _ registry: Registry) -> [Placed<String>] {
    let stages = root["stages"]?.values ?? []
    let settings = stages.flatMap { stage -> [Node] in
      guard let id = stage["use"]?.text?.value, let declaration = registry[id]?.declaration else { return [] }
      return declaration.parameters.filter(\.form.isPath).compactMap { stage["with"]?[$0.name] }
    }
    let source = root["source"]
    let frames = source?["frames"].map { [$0["files"]] + $0.values.map { $0["files"] } } ?? []
    let split = ["file", "group"].map { source?["split"]?[$0] }
    let fields = SourceReader.fields.filter(\.form.isPath).map { source?[$0.name] }
    return ([root["plugins"]] + fields + frames + split).compactMap(\.self).flatMap { $0.texts ?? [] }
      + settings.flatMap { $0.texts ?? [] }
  }

  /// The text with the paths that lead to something from a folder replaced.
  private static func text(_ bytes: [UInt8], moving paths: [Placed<String>], from folder: String) -> String {
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    // From the last to the first of a line, so that the columns of those before stay true.
    for path in paths.sorted(by: { $0.mark.column > $1.mark.column }) {
      guard let moved = moved(path.value, from: folder), lines.indices.contains(path.mark.line - 1) else { continue }
      let line = lines[path.mark.line - 1]
      let start = line.unicodeScalars.index(line.startIndex, offsetBy: path.mark.column - 1)
      guard var range = line[start...].firstRange(of: path.value) else { continue }
      if "\"'".contains(line[start]), range.upperBound < line.endIndex {
        range = start..<line.index(after: range.upperBound)
      }
      lines[path.mark.line - 1].replaceSubrange(range, with: quoted(moved))
    }
    return lines.joined(separator: "\n")
  }

  /// The path from the root; `nil` if it is one already, or leads to nothing.
  private static func moved(_ path: String, from folder: String) -> String? {
    guard !path.hasPrefix("/"), !path.isEmpty else { return nil }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let fixed = parts.prefix { !$0.contains(where: { "*?[{".contains($0) }) }
    guard !fixed.isEmpty, FileTree.exists("\(folder)/\(fixed.joined(separator: "/"))") else { return nil }
    let rest = parts.dropFirst(fixed.count)
    return ([FileTree.absolute("\(folder)/\(fixed.joined(separator: "/"))")] + rest.map(String.init))
      .joined(separator: "/")
  }

  /// A path as YAML takes it, in quotes where plain text would be something else.
  private static func quoted(_ path: String) -> String {
    let isPlain = path.allSatisfy { $0.isLetter || $0.isNumber || "/._-+~".contains($0) }
    return isPlain ? path : "\"\(path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}

extension Node {
  /// The value of a key; `nil` if there is none, or this is no mapping.
  fileprivate subscript(key: String) -> Node? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key.value == key }?.value
  }

  /// The values of a mapping; none of anything else.
  fileprivate var values: [Node] {
    if case .mapping(let entries) = content { entries.map(\.value) } else { [] }
  }
}
