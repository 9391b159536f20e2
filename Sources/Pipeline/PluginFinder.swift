import Formats
import StageKit

/// Finds the plugins that a pipeline names besides those that are built in.
public protocol PluginFinder: Sendable {
  /// The plugins at the paths that stand under `plugins`, and those that are found by a stage's id alone.
  ///
  /// - Parameters:
  ///   - ids: What stands after `use`.
  ///   - there: The plugins that there are already: a program among them that is named again is not another one.
  ///   - folder: The pipeline's folder, which relative paths start at.
  ///   - report: Takes what is wrong with one.
  func plugins(
    named paths: [Placed<String>], using ids: [Placed<String>], besides there: [Plugin], in folder: String,
    report: inout Diagnostics
  ) -> FoundPlugins
}

/// What was found of the plugins that a pipeline names, and what of them is missing and has been reported.
public struct FoundPlugins {
  /// The plugins.
  public var plugins: [Plugin] = []
  /// The ids after `use` whose plugin is missing.
  public var missingIDs: Set<String> = []
  /// Whether a plugin at a path is missing: nobody knows the ids of its stages.
  public var lacksUnknown = false

  /// Nothing.
  public init() {}

  /// Whether a stage that is unknown needs no further report.
  func explains(missing id: String) -> Bool { lacksUnknown || missingIDs.contains(id) }
}
