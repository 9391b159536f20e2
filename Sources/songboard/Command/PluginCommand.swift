import ArgumentParser
import PluginHost
import StageKit

/// `songboard plugin check PROGRAM`
struct PluginCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plugin", abstract: "For whoever writes plugins.", subcommands: [Check.self])

  /// `songboard plugin check PROGRAM`
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Checks that a program does what the protocol asks of a plugin.",
      discussion: """
        It is asked for its declarations and formats, is given made tracks of 0 s to 20 min in blocks of many sizes, settings that \
        are none, and is interrupted. Exit codes: 0 all is well, 1 something is not.
        """)

    @Argument(help: "The program, or a folder with plugin.yaml.", completion: .file())
    var program: String

    @Option(help: "A setting in place of the default, as parameter=value; may be given again.")
    var set: [String] = []

    @Option(help: "How wide the rows are that stages are offered; by default those of songboard's own stages.")
    var width: Int?

    func run() throws {
      let isWell = try UsageFailure.check {
        try PluginCheck(of: program, settings: try choices(), width: width) { finding in
          let met = finding.met.map { " (\($0))" } ?? ""
          Console.data(finding.fault.map { "WRONG  \(finding.claim): \($0)\n" } ?? "ok     \(finding.claim)\(met)\n")
        }.run()
      }
      if !isWell { throw ExitCode(1) }
    }

    private func choices() throws(Failure) -> [String: RawSetting] {
      var choices: [String: RawSetting] = [:]
      for text in set {
        let sides = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard sides.count == 2 else {
          throw Failure("--set \(text): expected parameter=value", remedy: "for example --set floor=0.1")
        }
        choices[sides[0]] = .text(sides[1])
      }
      return choices
    }
  }
}
