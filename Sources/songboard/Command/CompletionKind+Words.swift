import ArgumentParser
import Files
import StageKit

/// What shells offer for the command's own words; for files and folders the argument parser has kinds.
extension CompletionKind {
  /// Names of shipped pipelines, and YAML files and folders.
  static var pipeline: CompletionKind {
    .custom { _, _, start in
      let folder = start.lastIndex(of: "/").map { String(start[...$0]) } ?? ""
      let here = FileTree.names(in: folder.isEmpty ? "." : folder).compactMap { name -> String? in
        let path = folder + name
        if FileTree.isFolder(path) { return name.hasPrefix(".") ? nil : path + "/" }
        return path.hasSuffix(".yaml") ? path : nil
      }
      return (folder.isEmpty ? ShippedPipelines.names : []) + here
    }
  }

  /// Ids of stages.
  static var stage: CompletionKind {
    .custom { _, _, _ in (try? Registry.builtIn().stages.map(\.declaration.id)) ?? [] }
  }
}
