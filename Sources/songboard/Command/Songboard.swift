import ArgumentParser
import StageKit

/// The `songboard` command: music in, a film shot plan out.
public struct Songboard: AsyncParsableCommand {
  /// Its name, help and verbs.
  public static let configuration = CommandConfiguration(
    commandName: "songboard",
    abstract: "Turns music into film shot plans, in the files that video editors open.",
    usage: "songboard SONG... [-o FOLDER]\nsongboard COMMAND ...",
    discussion: """
      `songboard song.flac` makes the storyboard of a song, `songboard run PIPELINE SONG...` all else; `songboard list \
      pipelines` names the pipelines that are shipped. `songboard help wiring` explains a topic, a stage or a command; \
      `songboard help` lists them.
      """,
    version: Version.text,
    subcommands: [
      RunCommand.self, CompareCommand.self, PlanCommand.self, StatusCommand.self, MergeCommand.self,
      ExtractCommand.self, LintCommand.self,
      GraphCommand.self, ListCommand.self, DescribeCommand.self, SchemaCommand.self, VerifyCommand.self,
      AnimaticCommand.self, SyncCommand.self, StoreCommand.self, DiffCommand.self, NewCommand.self, PluginCommand.self,
      SubmitCommand.self, HelpCommand.self, DecodeWorkerCommand.self,
    ])

  /// The verbs that help shows.
  static var shown: [any ParsableCommand.Type] { configuration.subcommands.filter { $0.configuration.shouldDisplay } }

  /// Plugins of the package that this command is built into.
  @TaskLocal static var furtherPlugins: [Plugin] = []

  /// The commit that the program was built from; empty if it is not known.
  @TaskLocal static var commit = ""

  /// Runs the command with further plugins: for a package of one's own that builds its own songboard.
  public static func main(with plugins: [Plugin]) async {
    await $furtherPlugins.withValue(plugins) { await main() }
  }

  /// Runs the command, and tells the commit that it was built from beside its version.
  public static func main(commit: String) async {
    await $commit.withValue(commit) { await main() }
  }

  /// Runs the command with the words of the program's command line.
  public static func main() async {
    do {
      await main(try UsageFailure.check { try CommandWords.complete(Array(CommandLine.arguments.dropFirst())) })
    } catch {
      exit(withError: error)
    }
  }

  /// Made by the argument parser.
  public init() {}
}
