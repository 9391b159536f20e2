import Files
import StageKit

/// The pipelines that come with the program, by name.
enum ShippedPipelines {
  /// The file of a pipeline: the path itself, unless it is a bare name of no file here, and a shipped pipeline has it.
  static func file(_ name: String) -> String {
    guard !name.contains("/"), FilePath(name).ending.isEmpty, !FileTree.exists(name), let folder else { return name }
    let file = "\(folder)/\(name).yaml"
    return FileTree.exists(file) ? file : name
  }

  /// Where they are: beside an installed program in `share`, or in the checkout that the program was built in.
  private static var folder: String? {
    guard let program = FileTree.realPath("/proc/self/exe") else { return nil }
    var parent = FileTree.folder(of: program)
    let installed = "\(FileTree.folder(of: parent))/share/songboard/pipelines"
    if FileTree.isFolder(installed) { return installed }
    while parent != "/" {
      if FileTree.exists("\(parent)/Package.swift"), FileTree.isFolder("\(parent)/pipelines") {
        return "\(parent)/pipelines"
      }
      parent = FileTree.folder(of: parent)
    }
    return nil
  }
}
