import ArgumentParser

/// The `songboard` command.
public struct Songboard: AsyncParsableCommand {
  /// The name that people type.
  public static let configuration = CommandConfiguration(commandName: "songboard")
  /// Made by the argument parser.
  public init() {}
}
