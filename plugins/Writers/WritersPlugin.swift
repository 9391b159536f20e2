import StageKit

extension Plugin {
  /// The stages of this plugin.
  public static let writers = Plugin(name: "writers", stages: [])
}
