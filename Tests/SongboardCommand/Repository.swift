import FoundationEssentials
import Pipeline
import StageKit
import Testing

@testable import SongboardCommand

/// The files of this repository, as tests of the whole house read them.
enum Repository {
  /// The repository's folder.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(root)/\(path)")), as: UTF8.self)
  }

  /// All files with an ending below a folder, relative to the repository.
  static func files(under folder: String, ending: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")
      .filter { $0.hasSuffix(ending) }.map { "\(folder)/\($0)" }.sorted()
  }

  /// The diagnostics of a pipeline's text.
  static func lint(_ text: String, as file: String) throws -> [String] {
    let planner = Planner(registry: try Registry.builtIn())
    return planner.plan(Array(text.utf8), file: "\(root)/\(file)").diagnostics.map(\.description)
  }
}
