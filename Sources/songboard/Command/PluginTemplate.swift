import ArgumentParser
import Files
import StageKit

/// The start of a plugin in a language: the files of `plugins/outside/templates`, and those of the kit that they need.
struct PluginTemplate {
  /// What plugins are written in.
  enum Language: String, ExpressibleByArgument, CaseIterable {
    case python, c, swift
  }

  /// The name of the stage and the plugin in the templates, which are plugins that work.
  private static let placeholder = "mystage"
  /// Where the template in Swift finds songboard's sources.
  private static let ownSources = "../../../.."
  private static let largest = 1 << 20

  /// A file with its path in the plugin's folder.
  private struct File {
    let path: String
    let bytes: [UInt8]
  }

  private let files: [File]
  private let kit: [File]
  private let sources: String?

  /// The template of a language.
  ///
  /// - Parameter sources: Where songboard's sources are, for Swift.
  /// - Throws: ``Failure`` if the templates did not come with this program.
  init(_ language: Language, sources: String?) throws(Failure) {
    guard let folder = ShippedFiles.folder("plugins/outside") else {
      throw Failure(
        "the templates of plugins are not where this program is",
        remedy: "they belong into share/songboard/plugins/outside beside its folder")
    }
    files = try Self.read(language.files, in: "\(folder)/templates/\(language)")
    kit = try Self.read(language.kit(in: folder), in: "\(folder)/\(language)")
    self.sources = sources
  }

  private static func read(_ paths: [String], in folder: String) throws(Failure) -> [File] {
    var files: [File] = []
    for path in paths {
      files.append(File(path: path, bytes: try FileContent.bytes(of: "\(folder)/\(path)", atMost: largest)))
    }
    return files
  }

  /// Writes the plugin.
  ///
  /// - Parameters:
  ///   - folder: Its folder, which is made; no file in it is replaced.
  ///   - name: The name of the plugin and its stage.
  /// - Throws: ``Failure`` if a file cannot be written.
  func write(to folder: String, as name: String) throws(Failure) {
    let named = files.map { file in
      var text = String(decoding: file.bytes, as: UTF8.self).replacing(Self.placeholder, with: name)
      if let sources { text.replace("\"\(Self.ownSources)\"", with: Self.literal(sources)) }
      return File(path: file.path, bytes: Array(text.utf8))
    }
    for file in named + kit {
      let path = "\(folder)/\(file.path)"
      try FileTree.makeFolder(FileTree.folder(of: path))
      try OutputFile(path: path, mode: .new).write(file.bytes)
    }
  }

  /// A text as it stands in Swift source.
  private static func literal(_ text: String) -> String {
    "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}

extension PluginTemplate.Language {
  /// The template's files: named one by one, so that what a build or a test leaves beside them is not taken along.
  fileprivate var files: [String] {
    let own =
      switch self {
      case .python: ["plugin.yaml", "stage.py", "test_stage.py"]
      case .c: ["Makefile", "plugin.yaml", "stage.c", "test_stage.c"]
      case .swift: ["Package.swift", "Sources/Crest.swift", "Sources/Program.swift", "Tests/CrestTests.swift"]
      }
    return [".gitignore", "README.md", "pipeline.yaml"] + own
  }

  /// The files of the language's kit, which is in a folder of the language's name.
  ///
  /// - Parameter folder: Where the kits are.
  fileprivate func kit(in folder: String) -> [String] {
    switch self {
    case .python:
      FileTree.names(in: "\(folder)/python/songboard_plugin").sorted()
        .filter { $0.hasSuffix(".py") || $0 == "py.typed" }.map { "songboard_plugin/\($0)" }
    case .c: ["songboard_plugin.c", "songboard_plugin.h"]
    case .swift: []
    }
  }
}
