import StageKit

extension Plugin {
  /// The stages of this plugin.
  public static let models = Plugin(name: "models", stages: [])
}
