import ArgumentParser
import Files
import StageKit

/// `songboard new`
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Writes the start of something of your own.",
    subcommands: [NewPipelineCommand.self, NewPluginCommand.self])
}

/// `songboard new plugin NAME`
struct NewPluginCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plugin", abstract: "Writes a plugin that works, with a test, to be changed into yours.",
    discussion: """
      In Python or C it is a program that any songboard takes, and has all that it needs beside it. In Swift it is a \
      package that builds a songboard of its own. Nothing that is there is replaced.
      Exit codes: 0 done, 1 it cannot be written, 64 the command line is wrong.
      """)

  @Argument(help: "Its name and that of its stage, a lower-case word.")
  var name: String

  @Option(help: "What it is written in.")
  var language: PluginTemplate.Language

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Its folder; by default its name.", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Option(
    help: ArgumentHelp("songboard's sources, for Swift; by default where this program was built.", valueName: "path"),
    completion: .directory)
  var songboard: String?

  func run() throws {
    let folder = output ?? name
    let template = try UsageFailure.check {
      try Self.check(name: name)
      try Self.check(isFree: folder)
      return try PluginTemplate(language, sources: sources(for: folder))
    }
    do {
      try template.write(to: folder, as: name)
    } catch {
      Console.message("error: \(error)")
      throw ExitCode(1)
    }
    Console.message("\(folder): a plugin with the stage `\(name)`; \(folder)/README.md says how to go on")
  }

  /// - Throws: ``Failure`` if a stage cannot have the name, or one has it.
  private static func check(name: String) throws(Failure) {
    guard name.wholeMatch(of: /[a-z][a-z0-9]*/) != nil else {
      throw Failure(
        "'\(Console.printable(name))' cannot be the name of a stage",
        remedy: "take a word of lower-case letters and digits, such as sparkle")
    }
    // A package of songboard's name could not take songboard's as a dependency.
    let stages = try Registry.builtIn()
    guard name != "songboard", stages[name] == nil else {
      throw Failure("songboard itself has the name '\(name)'", remedy: "take another")
    }
  }

  /// - Throws: ``Failure`` if anything is there that a new plugin could mingle with.
  private static func check(isFree folder: String) throws(Failure) {
    guard !folder.isEmpty else { throw Failure("-o names no folder") }
    guard FileTree.existsItself(folder) else { return }
    let fault = FileTree.isFolder(folder) ? "is a folder that is not empty" : "is a file that is there already"
    guard FileTree.isFolder(folder), FileTree.names(in: folder).isEmpty else {
      throw Failure("\(folder): \(fault)", remedy: "name another folder with -o; nothing is replaced")
    }
  }

  /// Where songboard's sources are, from the root; `nil` for a language that needs none.
  ///
  /// - Parameter folder: The plugin's folder.
  private func sources(for folder: String) throws(Failure) -> String? {
    guard language == .swift else {
      guard songboard == nil else {
        throw Failure("--songboard is for --language swift", remedy: "leave it out")
      }
      return nil
    }
    guard let sources = songboard ?? ShippedFiles.checkout else {
      throw Failure(
        "a plugin in Swift is built with songboard's sources, and they are not where this program is",
        remedy: "name their folder with --songboard")
    }
    guard ShippedFiles.isCheckout(sources) else {
      throw Failure("\(sources): these are not songboard's sources", remedy: "name the folder of its Package.swift")
    }
    let path = FileTree.absolute(sources)
    // SwiftPM knows packages in folders by the folder's last name.
    let names = [path, FileTree.absolute(folder)].map { FilePath.lastPart(of: $0).lowercased() }
    guard names[0] != names[1] else {
      throw Failure(
        "\(folder): the folder has the name of that of songboard's sources, and SwiftPM would take one for the other",
        remedy: "name another with -o")
    }
    return path
  }
}
