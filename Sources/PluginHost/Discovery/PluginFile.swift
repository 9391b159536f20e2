import Files
import Formats
import StageKit

/// What a plugin's folder says of it: `plugin.yaml`.
enum PluginFile {
  static let name = "plugin.yaml"

  private static let keys = ["run", "files", "name", "version", "licence", "timeout", "memory"]
  private static let form = "a mapping such as {run: [python3, stage.py]}"
  private static let usual = WorkerProcess.Limits(memory: 8 << 30, silence: 600)
  private static let largest = 1 << 20

  /// The program of a file or folder.
  ///
  /// - Throws: ``Failure`` that names the file if it is no plugin, with all that is wrong with `plugin.yaml`.
  static func program(at path: String) throws(Failure) -> PluginProgram {
    guard let real = FileTree.realPath(path) else {
      throw Failure("\(path): there is no such plugin", remedy: "correct the path")
    }
    if FileTree.exists("\(real)/\(name)") { return try program(inFolder: real) }
    guard FileTree.isRegularFile(real), FileTree.isExecutable(real) else {
      throw Failure(
        "\(path): is no plugin",
        remedy: "a plugin is a program that can be executed (chmod +x), or a folder with \(name)")
    }
    let files = try PluginFiles([real])
    var hash = ContentHash()
    hash.update(PluginProgram.protocolVersion)
    for digest in files.digests { hash.update(digest) }
    return PluginProgram(
      name: FilePath(real).name, path: real, fingerprint: hash.hex, files: files, command: [real],
      folder: FileTree.folder(of: real), limits: usual)
  }

  private static func program(inFolder folder: String) throws(Failure) -> PluginProgram {
    let file = "\(folder)/\(name)"
    var report = Diagnostics(file: file)
    let root = NodeComposer.compose(try FileContent.bytes(of: file, atMost: largest), report: &report)
    let values = root?.values(of: "a plugin", form: form, keys: keys, report: &report) ?? [:]
    let command = values["run"]?.value.texts?.map(\.value) ?? []
    if root != nil, command.isEmpty {
      report.error(
        values["run"]?.value.mark ?? .whole, "`run` must be the words that start the plugin, such as \(form)")
    }
    var limits = usual
    if let seconds = number(values["timeout"], unit: .seconds, in: 1...86_400, report: &report) {
      limits.silence = Int(seconds.rounded(.up))
    }
    if let bytes = memory(values["memory"], report: &report) { limits.memory = bytes }
    let patterns = values["files"].flatMap { $0.value.texts?.map(\.value) }
    if let files = values["files"], patterns == nil {
      report.error(files.value.mark, "`files` must be a list of files or patterns, found \(files.value.noun)")
    }
    try report.check()
    let text = { (key: String) in values[key]?.value.text?.value ?? "" }
    let names = try names(in: folder, command: command, patterns: patterns)
    let files = try PluginFiles(names.map { "\(folder)/\($0)" })
    var hash = ContentHash()
    hash.update(PluginProgram.protocolVersion)
    hash.update(command)
    for (name, digest) in zip(names, files.digests) {
      hash.update(name)
      hash.update(digest)
    }
    return PluginProgram(
      name: text("name").isEmpty ? FilePath.lastPart(of: folder) : text("name"), version: text("version"),
      licence: text("licence"), path: folder, fingerprint: hash.hex, files: files,
      command: command.map { word in FileTree.isRegularFile("\(folder)/\(word)") ? "\(folder)/\(word)" : word },
      folder: folder, limits: limits)
  }

  /// The files that belong to a plugin, seen from its folder.
  ///
  /// - Parameter patterns: Which they are; all that lie in its folder if `nil`.
  private static func names(
    in folder: String, command: [String], patterns: [String]?
  ) throws(Failure) -> [String] {
    let all = FileTree.listing(of: folder).files.filter { !$0.contains("__pycache__/") }
    let files = all.filter { file in patterns?.contains { isMatch(file, of: $0) } ?? true }
    if let pattern = patterns?.first(where: { pattern in Glob(pattern) == nil && !all.contains(pattern) }) {
      throw Failure("\(folder)/\(name): there is no file \(pattern)", remedy: "correct `files`")
    }
    // What is started belongs to the plugin, whatever `files` says.
    return Set(files + [name] + command.filter { all.contains($0) }).sorted()
  }

  private static func isMatch(_ file: String, of pattern: String) -> Bool {
    guard let glob = Glob(pattern) else { return file == pattern }
    if glob.root.isEmpty { return glob.matches(file) }
    return file.hasPrefix("\(glob.root)/") && glob.matches(String(file.dropFirst(glob.root.count + 1)))
  }

  private static func number(
    _ entry: Node.Entry?, unit: Unit, in range: ClosedRange<Double>, report: inout Diagnostics
  ) -> Double? {
    guard let entry else { return nil }
    let parameter = Parameter(entry.key.value, default: range.lowerBound, unit: unit, in: range, "")
    do throws(Failure) {
      return try parameter.parse(RawSetting(entry.value), relativeTo: ".").numbers.first
    } catch {
      report.error(entry.value.mark, "`\(entry.key.value)`: \(error)")
      return nil
    }
  }

  /// Bytes of a text such as `8 GiB`.
  private static func memory(_ entry: Node.Entry?, report: inout Diagnostics) -> Int? {
    guard let entry else { return nil }
    let words = (entry.value.text?.value ?? "").split(separator: " ")
    let worth = ["MiB": 1 << 20, "GiB": 1 << 30]
    guard words.count == 2, let count = Int(words[0]), (1...1 << 20).contains(count), let unit = worth[String(words[1])]
    else {
      report.error(
        entry.value.mark, "`memory` must be a whole number of MiB or GiB, such as 8 GiB, found \(entry.value.noun)")
      return nil
    }
    return count * unit
  }
}
