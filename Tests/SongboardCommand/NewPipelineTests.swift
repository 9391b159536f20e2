import ArgumentParser
import Foundation
import Pipeline
import StageKit
import Testing

@testable import SongboardCommand

/// What `songboard new pipeline` writes, and what it refuses.
@Suite final class NewPipelineTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/songboard new-" + UUID().uuidString

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func new(_ name: String, _ more: String...) throws {
    try NewPipelineCommand.parse([name, "-o", folder] + more).run()
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
  }

  @Test func eachShippedPipelineWorksFromAnotherPlace() throws {
    let names = ShippedPipelines.names
    #expect(names.contains("storyboard"))
    let loading = try PlanLoading(PluginOptions.parse([]).host(trusts: false))
    for name in names {
      try new("mine-\(name)", "--from", name)
      let made = try text("mine-\(name).yaml")
      #expect(made.hasPrefix("# mine-\(name): begun from \(name).\n"))
      let original = try Repository.text("pipelines/\(name).yaml")
      let comments = original.split(separator: "\n").filter { $0.hasPrefix("#") }
      for comment in comments { #expect(made.contains(comment)) }
      // Plugins from outside are not started here: it is said of them alone.
      let found = loading.result("\(folder)/mine-\(name).yaml").diagnostics.map(\.message)
      #expect(found.allSatisfy { $0.contains("was not started") }, "\(name): \(found)")
      #expect(found.isEmpty || original.contains("plugins:"))
    }
    #expect(try text("mine-storyboard.yaml").contains("audio: \(Repository.root)/pipelines/demo/demo.ogg   "))
    #expect(try text("mine-language.yaml").contains("audio: songs/**/*.{wav,flac,mp3,ogg,opus}\n"))
    #expect(try text("mine-labels-from-video.yaml").contains("plugins: [\(Repository.root)/plugins/outside/faces]"))
  }

  @Test func pathsOfOnesOwnPipelineLeadThereToo() throws {
    let home = "\(folder)/odd \"home\""
    try FileManager.default.createDirectory(atPath: "\(home)/my songs", withIntermediateDirectories: true)
    for name in ["words.yaml", "a.yaml", "song.flac"] {
      try Data("types: [A, B]".utf8).write(to: URL(filePath: "\(home)/\(name)"))
    }
    try """
    version: 1
    source: {audio: ["my songs/**/*.flac", song.flac, 'song.flac', gone.flac], labels: "{track}.csv"}
    stages:
      truth: {use: labels, with: {vocabulary: words.yaml, start: words.yaml}}
      maker: {use: language, in: {truth: truth}, to: words.yaml}   # words.yaml
    """.write(toFile: "\(home)/p.yaml", atomically: true, encoding: .utf8)
    try new("b", "--from", "\(home)/p.yaml")
    let place = "\(folder)/odd \\\"home\\\""
    #expect(
      try text("b.yaml").hasSuffix(
        """
        version: 1
        source: {audio: ["\(place)/my songs/**/*.flac", "\(place)/song.flac", "\(place)/song.flac", gone.flac], labels: "{track}.csv"}
        stages:
          truth: {use: labels, with: {vocabulary: "\(place)/words.yaml", start: words.yaml}}
          maker: {use: language, in: {truth: truth}, to: words.yaml}   # words.yaml
        """))
  }

  /// A pipeline whose second stage names a vocabulary as some text has it, and the copy of it.
  private func copy(_ head: String, vocabulary: String, lineEnd: String = "\n") throws -> String {
    try Data("types: [A, B]".utf8).write(to: URL(filePath: "\(folder)/words.yaml"))
    try Data("".utf8).write(to: URL(filePath: "\(folder)/song.flac"))
    let lines = [
      "\(head)version: 1", "source: {audio: song.flac, labels: \"{track}.csv\"}", "stages:",
      "  truth: {use: labels, with: {vocabulary: \(vocabulary)}}", "  maker: {use: language, in: {truth: truth}}", "",
    ]
    let file = "\(folder)/p.yaml"
    try lines.joined(separator: lineEnd).write(toFile: file, atomically: true, encoding: .utf8)
    try new("c", "--from", file)
    return try text("c.yaml")
  }

  @Test(arguments: ["\r\n", "\r", "\n"]) func linesEndAsTheyDid(lineEnd: String) throws {
    let text = try copy("", vocabulary: "'words.yaml'", lineEnd: lineEnd)
    #expect(text.contains("{audio: \"\(folder)/song.flac\", labels"))
    #expect(text.contains("{vocabulary: \"\(folder)/words.yaml\"}}\(lineEnd)  maker:"))
  }

  @Test(arguments: ["\n", "\r\n"]) func aByteOrderMarkIsDropped(lineEnd: String) throws {
    let text = try copy("\u{FEFF}", vocabulary: "words.yaml", lineEnd: lineEnd)
    #expect(!text.unicodeScalars.contains("\u{FEFF}"))
    #expect(text.contains("\(folder)/song.flac") && text.contains("\(folder)/words.yaml"))
    #expect(text.unicodeScalars.count { $0 == "\r" } == (lineEnd == "\r\n" ? 5 : 0))
  }

  @Test(arguments: [
    "\"w\\x6frds.yaml\"", "&a words.yaml", "'words.yaml'", "words.yaml",
  ]) func aPathInOtherCharactersIsTold(written: String) throws {
    let text = try copy("", vocabulary: written)
    let isPlain = written == "words.yaml" || written == "'words.yaml'"
    #expect(text.contains("\(folder)/words.yaml") == isPlain)
    let found = try PipelineCopy(of: "\(folder)/p.yaml", registry: .builtIn()).diagnostics
    #expect(found.map(\.line) == (isPlain ? [] : [4]))
    #expect(found.allSatisfy { $0.severity == .warning && $0.message.contains("'words.yaml' stays as it is") })
  }

  @Test(arguments: [">-", ">- # words.yaml", "|-"]) func aFoldedPathIsTold(fold: String) throws {
    try Data("types: [A, B]".utf8).write(to: URL(filePath: "\(folder)/words.yaml"))
    try """
    version: 1
    source: {audio: gone.flac, labels: "{track}.csv"}
    stages:
      truth:
        use: labels
        with:
          vocabulary: \(fold)
            words.yaml
    """.write(toFile: "\(folder)/p.yaml", atomically: true, encoding: .utf8)
    try new("c", "--from", "\(folder)/p.yaml")
    #expect(try text("c.yaml").hasSuffix("vocabulary: \(fold)\n        words.yaml"))
    let found = try PipelineCopy(of: "\(folder)/p.yaml", registry: .builtIn()).diagnostics
    #expect(found.map(\.line) == [7])
    #expect(found.allSatisfy { $0.severity == .warning && $0.message.contains("'words.yaml' stays as it is") })
  }

  @Test func whatIsThereStays() throws {
    try new("mine")
    try "mine".write(toFile: "\(folder)/mine.yaml", atomically: true, encoding: .utf8)
    try FileManager.default.createSymbolicLink(atPath: "\(folder)/link.yaml", withDestinationPath: "\(folder)/nowhere")
    for name in ["mine", "mine.yaml", "link"] { #expect(throws: ExitCode.validationFailure) { try new(name) } }
    #expect(try text("mine.yaml") == "mine")
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/nowhere"))
  }

  @Test(arguments: ["", "a/b", "..", ".hidden", "-x", "a b", "ä", "new\nline"])
  func aNameThatCannotBeIsRefused(name: String) throws {
    // A word with a dash may be taken for an option before it comes here.
    #expect(throws: (any Error).self) { try new(name) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
  }

  @Test func aMisspeltOneIsCorrected() throws {
    #expect(throws: ExitCode.validationFailure) { try new("mine", "--from", "storybord") }
    #expect(throws: ExitCode(2)) { try new("mine", "--from", "\(folder)/gone.yaml") }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
  }
}
