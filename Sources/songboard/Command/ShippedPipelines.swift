import Files
import StageKit

/// The pipelines that come with the program, by name.
enum ShippedPipelines {
  /// The file of a pipeline: the path itself, unless it is a bare name of no file here, and a shipped pipeline has it.
  static func file(_ name: String) -> String {
    guard isBare(name), let folder else { return name }
    let file = "\(folder)/\(name).yaml"
    return FileTree.exists(file) ? file : name
  }

  /// What is wrong with a bare name that is neither a file here nor a shipped pipeline; `nil` for all else.
  static func fault(of name: String) -> String? {
    let names = names
    guard isBare(name), !names.isEmpty, !names.contains(name) else { return nil }
    let meant = Spelling.closest(to: name, in: names).map { "; did you mean '\($0)'?" } ?? ""
    return "there is no such file, and no pipeline of this name is shipped\(meant); shipped: "
      + names.joined(separator: ", ")
  }

  private static var names: [String] {
    folder.map { FileTree.names(in: $0).filter { $0.hasSuffix(".yaml") }.map { FilePath($0).stem }.sorted() } ?? []
  }

  /// Whether a text is a name without folder and ending, of no file here.
  private static func isBare(_ name: String) -> Bool {
    !name.contains("/") && FilePath(name).ending.isEmpty && !FileTree.exists(name)
  }

  private static var folder: String? { ShippedFiles.folder("pipelines") }
}
