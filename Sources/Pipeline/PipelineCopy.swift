import Files
import Formats
import StageKit

/// A pipeline's text as it may stand in another folder: relative paths of what lies beside it lead there from anywhere.
///
/// Only a path that leads to something is changed. A pattern counts by the folders before its first wildcard.
public struct PipelineCopy {
  /// The text; `nil` if the pipeline cannot be read.
  public let text: String?
  /// Why not; or a warning of each path that could not be changed, as it is folded or escaped.
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
      let result = root.map { root in
        Self.text(bytes, moving: Self.paths(in: root, registry), from: FileTree.absolute(FileTree.folder(of: file)))
      }
      for path in result?.left ?? [] {
        report.warning(
          path.mark,
          "the path '\(path.value)' stays as it is, and the copy is in another folder; write it on one line without "
            + "escapes, or correct it in the copy")
      }
      diagnostics = report.sorted
      text = result?.text
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

  /// The text with the paths that lead to something from a folder replaced, and those of them that stand in no one place:
  /// folded over lines, or with other characters than what they mean.
  private static func text(
    _ bytes: [UInt8], moving paths: [Placed<String>], from folder: String
  ) -> (text: String, left: [Placed<String>]) {
    var scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    // Marks do not count it, and in a copy it would stand behind the first lines.
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    let starts = lineStarts(in: scalars)
    var left: [Placed<String>] = []
    // What an anchor names counts once, where it was written.
    let paths = Dictionary(paths.map { ($0.mark, $0) }) { first, _ in first }.values
    // From the last to the first, so that the places of those before stay true.
    for path in paths.sorted(by: { ($0.mark.line, $0.mark.column) > ($1.mark.line, $1.mark.column) }) {
      guard let moved = moved(path.value, from: folder) else { continue }
      if starts.indices.contains(path.mark.line - 1),
        let range = range(of: path.value, in: scalars, at: starts[path.mark.line - 1] + path.mark.column - 1)
      {
        scalars.replaceSubrange(range, with: Array(quoted(moved).unicodeScalars))
      } else {
        left.append(path)
      }
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return (String(text), left.reversed())
  }

  /// Where lines start, as marks count them. Source: YAML 1.1, chapter 4.2, with the line breaks that libyaml takes.
  private static func lineStarts(in scalars: [Unicode.Scalar]) -> [Int] {
    [0]
      + scalars.indices.filter { place in
        let isFirstOfTwo = scalars[place] == "\r" && place + 1 < scalars.count && scalars[place + 1] == "\n"
        return "\r\n\u{85}\u{2028}\u{2029}".unicodeScalars.contains(scalars[place]) && !isFirstOfTwo
      }
      .map { $0 + 1 }
  }

  /// Where a value stands with its quotes; `nil` if what stands there is written in another way.
  private static func range(of value: String, in scalars: [Unicode.Scalar], at start: Int) -> Range<Int>? {
    guard scalars.indices.contains(start) else { return nil }
    let quote = "\"'".unicodeScalars.contains(scalars[start]) ? [scalars[start]] : []
    let written = quote + Array(value.unicodeScalars) + quote
    return scalars[start...].starts(with: written) ? start..<start + written.count : nil
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
