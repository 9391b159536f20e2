import ArgumentParser
import StageKit

/// The `songboard` command: music in, a film shot plan out.
public struct Songboard: AsyncParsableCommand {
  /// Its name, help and verbs.
  public static let configuration = CommandConfiguration(
    commandName: "songboard",
    abstract: "Turns music into film shot plans, in the files that video editors open.",
    version: Version.current,
    subcommands: [
      RunCommand.self, CompareCommand.self, PlanCommand.self, StatusCommand.self, MergeCommand.self,
      ExtractCommand.self, LintCommand.self,
      GraphCommand.self, ListCommand.self, DescribeCommand.self, VerifyCommand.self, AnimaticCommand.self,
      SyncCommand.self, StoreCommand.self, DiffCommand.self, NewCommand.self, PluginCommand.self, SubmitCommand.self,
      DecodeWorkerCommand.self,
    ])

  /// Plugins of the package that this command is built into.
  @TaskLocal static var furtherPlugins: [Plugin] = []

  /// Runs the command with further plugins: for a package of one's own that builds its own songboard.
  public static func main(with plugins: [Plugin]) async {
    await $furtherPlugins.withValue(plugins) { await main() }
  }

  /// Made by the argument parser.
  public init() {}
}

/// The program's version; a part of what documents are made from.
enum Version {
  static let current = "0.1.0"
}
