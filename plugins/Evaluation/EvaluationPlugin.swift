import StageKit

extension Plugin {
  /// The stages of this plugin.
  public static let evaluation = Plugin(
    name: "evaluation",
    stages: [
      Evaluate.self,
      Statistics.self,
    ])
}
