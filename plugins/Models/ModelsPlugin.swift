import StageKit

extension Plugin {
  /// The stages of this plugin.
  public static let models = Plugin(
    name: "models",
    stages: [
      Sections.self,
      Director.self,
      Cuts.self,
      Cameras.self,
      Statistics.self,
    ])
}
