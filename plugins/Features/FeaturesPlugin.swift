import StageKit

extension Plugin {
  /// The stages of this plugin.
  public static let features = Plugin(name: "features", stages: [])
}
