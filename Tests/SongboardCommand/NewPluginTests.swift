import ArgumentParser
import Foundation
import StageKit
import Testing

@testable import SongboardCommand

/// What `songboard new plugin` writes, and what it refuses. `.ci/checks/new-plugin` has the plugins work.
@Suite final class NewPluginTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/songboard-new-" + UUID().uuidString

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func new(_ name: String, _ language: String, at place: String, _ more: String...) throws {
    try NewPluginCommand.parse([name, "--language", language, "-o", "\(folder)/\(place)"] + more).run()
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
  }

  private func files() throws -> [String] { try Self.files(in: folder) }

  /// All files below a folder, sorted.
  private static func files(in folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: "\(folder)/\(path)", isDirectory: &isFolder) && !isFolder.boolValue
    }.sorted()
  }

  @Test(arguments: ["python", "c", "swift"]) func aTemplateIsWholeAndNamed(language: String) throws {
    try new("sparkle", language, at: "a/b")
    let made = try files()
    for file in made { #expect(try !text(file).contains("mystage"), "\(file)") }
    #expect(try text("a/b/pipeline.yaml").contains("use: sparkle"))
    // What is in the template and not in the command's list would be missing in silence. Builds and tests leave these.
    let left = /(\.build|__pycache__|out)(\/.*)?|Package\.resolved|stage|test_stage/
    let template = "\(Repository.root)/plugins/outside/templates/\(language)"
    for file in try Self.files(in: template) where file.wholeMatch(of: left) == nil {
      #expect(made.contains("a/b/\(file)"), "\(file) is not written")
    }
  }

  @Test func theKitComesWithIt() throws {
    try new("sparkle", "python", at: "p")
    try new("sparkle", "c", at: "c")
    for (file, kit) in [
      ("p/songboard_plugin/wire.py", "python/songboard_plugin/wire.py"),
      ("c/songboard_plugin.c", "c/songboard_plugin.c"),
    ] {
      #expect(try text(file) == Repository.text("plugins/outside/\(kit)"))
    }
  }

  @Test func songboardsSourcesMayLieAnywhere() throws {
    let odd = "\(folder)/an \"odd\" \\ place"
    try FileManager.default.createDirectory(atPath: "\(odd)/Sources/StageKit", withIntermediateDirectories: true)
    try "".write(toFile: "\(odd)/Package.swift", atomically: true, encoding: .utf8)
    try new("sparkle", "swift", at: "s", "--songboard", odd)
    #expect(try text("s/Package.swift").contains(#"/an \"odd\" \\ place")"#))
    try new("sparkle", "swift", at: "t")
    #expect(try text("t/Package.swift").contains("path: \"\(Repository.root)\")"))
  }

  @Test(arguments: [
    "Sparkle", "", "9to5", "two.words", "two_words", "../up", "a/b", "ä", "mel", "songboard", "new line\n",
  ])
  func aNameThatCannotBeIsRefused(name: String) throws {
    #expect(throws: ExitCode.validationFailure) { try new(name, "python", at: "a") }
    #expect(try files() == [])
  }

  @Test func whatIsThereStays() throws {
    try FileManager.default.createDirectory(atPath: "\(folder)/mine", withIntermediateDirectories: true)
    try new("sparkle", "c", at: "mine")
    let made = try files()
    try "mine".write(toFile: "\(folder)/mine/stage.c", atomically: true, encoding: .utf8)
    try "mine".write(toFile: "\(folder)/file", atomically: true, encoding: .utf8)
    try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: "\(folder)/nowhere")
    for place in ["mine", "mine/", "file", "link"] {
      #expect(throws: ExitCode.validationFailure) { try new("sparkle", "python", at: place) }
    }
    #expect(throws: ExitCode(1)) { try new("sparkle", "python", at: "file/below") }
    #expect(throws: ExitCode.validationFailure) {
      try NewPluginCommand.parse(["sparkle", "--language", "c", "-o", ""]).run()
    }
    #expect(try text("mine/stage.c") == "mine")
    #expect(try files().filter { $0.hasPrefix("mine/") } == made)
  }

  @Test func songboardsSourcesAreForSwift() throws {
    #expect(throws: ExitCode.validationFailure) { try new("sparkle", "c", at: "a", "--songboard", Repository.root) }
    #expect(throws: ExitCode.validationFailure) { try new("sparkle", "swift", at: "a", "--songboard", folder) }
    let name = Repository.root.split(separator: "/").last ?? ""
    #expect(throws: ExitCode.validationFailure) { try new("sparkle", "swift", at: "a/\(name)/") }
    #expect(try files() == [])
  }

  @Test(arguments: [
    ["new"], ["new", "plugin"], ["new", "plugin", "x"], ["new", "plugin", "x", "--language", "cobol"],
  ])
  func aLineThatMakesNoSenseIsAUsageError(arguments: [String]) {
    do {
      let command = try Songboard.parseAsRoot(arguments)
      // Without a verb, `new` prints its help.
      #expect(arguments == ["new"] && command is NewCommand)
    } catch {
      #expect(Songboard.exitCode(for: error).rawValue == 64)
    }
  }
}
