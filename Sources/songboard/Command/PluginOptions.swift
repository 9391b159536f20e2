import ArgumentParser
import Files
import PluginHost

/// Where a command finds plugins from outside.
struct PluginOptions: ParsableArguments {
  @Option(
    name: .customLong("plugins"),
    help: ArgumentHelp("A plugin from outside, or a folder of them; may be given again.", valueName: "path"))
  var paths: [String] = []

  /// The host of these plugins.
  ///
  /// - Parameters:
  ///   - trusts: Whether plugins in a pipeline's own folder may be started.
  ///   - more: More such paths.
  func host(trusts: Bool, and more: [String] = []) -> PluginHost {
    let program = FileTree.realPath("/proc/self/exe").map { FileTree.folder(of: $0) }
    return PluginHost(paths: more + paths, vamp: program.map { "\($0)/songboard-vamp" }, startsThoseOfPipelines: trusts)
  }
}
