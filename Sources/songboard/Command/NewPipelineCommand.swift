import ArgumentParser
import Files
import Pipeline
import StageKit

/// `songboard new pipeline NAME`
struct NewPipelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipeline", abstract: "Writes a pipeline with comments, to be changed into yours.",
    discussion: """
      It is a copy of another one. Paths of files that lie beside that lead to them from the new place too; patterns such \
      as songs/**/*.flac are about your songs and stay as they are. Nothing that is there is replaced.
      Exit codes: 0 done, 1 it cannot be written, 2 the other one is invalid, 64 the command line is wrong.
      """)

  @Argument(help: "Its name; the file is NAME.yaml.")
  var name: String

  @Option(
    help: ArgumentHelp("What it is a copy of: a shipped pipeline, or a file.", valueName: "pipeline"),
    completion: .pipeline)
  var from = ShippedPipelines.main

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Its folder; by default the current one.", valueName: "folder"),
    completion: .directory)
  var output = "."

  @OptionGroup
  var plugins: PluginOptions

  func run() throws {
    let name = name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name
    let file = output == "." ? "\(name).yaml" : "\(output)/\(name).yaml"
    try UsageFailure.check {
      guard name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9_\-]*/) != nil else {
        throw Failure(
          "'\(Console.printable(name))' cannot be the name of a pipeline",
          remedy: "take letters, digits, '_' and '-', and name the folder with -o")
      }
      guard !FileTree.existsItself(file) else {
        throw Failure("\(file) is there already", remedy: "take another name; nothing is replaced")
      }
      if let fault = ShippedPipelines.fault(of: from) { throw Failure("--from \(from): \(fault)") }
    }
    let registry = try UsageFailure.check { try Registry.all(try plugins.host(trusts: false)) }
    let result = PipelineCopy(of: ShippedPipelines.file(from), registry: registry)
    for diagnostic in result.diagnostics { Console.message(diagnostic.description) }
    guard let text = result.text else { throw ExitCode(2) }
    do {
      try FileTree.makeFolder(output)
      try OutputFile(path: file, mode: .new).write(Array((head(name) + text).utf8))
    } catch {
      Console.message("error: \(error)")
      throw ExitCode(1)
    }
    Console.message("\(file): a copy of \(from); `songboard run \(file.shellWord) SONG...` runs it")
  }

  /// The first lines, before those of the other one. Editors find the schema by its comment.
  private func head(_ name: String) -> String {
    let schema = ShippedFiles.folder("schemas").map { "\($0)/pipeline.schema.json" }
    let commands = TextTable(rows: [
      ["#   songboard lint \(name).yaml", "says what is wrong in it"],
      ["#   songboard run \(name).yaml SONG...", "runs it"],
      ["#   songboard list", "names all stages; songboard describe cuts tells of one"],
      ["#   songboard help schemas", "tells how a text editor completes and checks it"],
    ])
    let editors = schema.map { "# yaml-language-server: $schema=\($0)\n" } ?? ""
    return "# \(name): begun from \(from).\n\(commands.text)\(editors)\n"
  }
}
