import ArgumentParser
import Files
import PluginHost

/// Where a command finds plugins from outside.
struct PluginOptions: ParsableArguments {
  @Option(
    name: .customLong("plugins"),
    help: ArgumentHelp("A plugin from outside, or a folder of them; may be given again.", valueName: "path"),
    completion: .file())
  var paths: [String] = []

  @Option(
    help: ArgumentHelp("A file for all that plugins from outside write to standard error.", valueName: "file"),
    completion: .file())
  var pluginLog: String?

  /// The host of these plugins.
  ///
  /// - Parameters:
  ///   - trusts: Whether plugins that only a pipeline names may be started.
  ///   - more: More such paths.
  /// - Throws: `ExitCode` if the log cannot be written.
  func host(trusts: Bool, and more: [String] = []) throws -> PluginHost {
    let program = FileTree.realPath("/proc/self/exe").map { FileTree.folder(of: $0) }
    let log = try UsageFailure.check { try pluginLog.map { path in try OutputFile(path: path, mode: .appending) } }
    return PluginHost(
      paths: more + paths, vamp: program.map { "\($0)/songboard-vamp" }, startsThoseOfPipelines: trusts,
      version: Version.current, log: log, tell: { Console.message("warning: " + Console.printable($0)) })
  }
}
