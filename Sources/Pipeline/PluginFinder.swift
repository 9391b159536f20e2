import Formats
import StageKit

/// Finds the plugins that a pipeline names besides those that are built in.
public protocol PluginFinder: Sendable {
  /// The plugins at the paths that stand under `plugins`, and those that are found by a stage's id alone.
  ///
  /// - Parameters:
  ///   - ids: What stands after `use`.
  ///   - folder: The pipeline's folder, which relative paths start at.
  ///   - report: Takes what is wrong with one.
  func plugins(
    named paths: [Placed<String>], using ids: [Placed<String>], in folder: String, report: inout Diagnostics
  ) -> [Plugin]
}
