import Foundation
import PackagePlugin

/// Writes the checkout's commit into a source before each build: `14759b7`, with a `+` where files have been changed since.
/// While it is the same the file stays as it is, and nothing is built anew.
@main
struct WriteCommit: BuildToolPlugin {
  /// Of a folder that is no checkout of its own, such as an unpacked archive in some other one, no commit is told.
  private static let script = """
    commit=
    [ -e "$1/.git" ] && commit=$(git -C "$1" describe --always --dirty=+ --abbrev=7 --exclude '*' 2>/dev/null)
    text="let builtFromCommit = \\"$commit\\""
    mkdir -p "$2"
    [ "$(cat "$2/Commit.swift" 2>/dev/null)" = "$text" ] || printf '%s\\n' "$text" > "$2/Commit.swift"
    """

  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let output = context.pluginWorkDirectoryURL.appending(path: "commit")
    return [
      .prebuildCommand(
        displayName: "The checkout's commit", executable: URL(filePath: "/bin/sh"),
        arguments: ["-c", Self.script, "sh", context.package.directoryURL.path, output.path],
        outputFilesDirectory: output)
    ]
  }
}
