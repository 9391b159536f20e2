import StageKit

extension Plugin {
  /// The stages of this plugin.
  public static let evaluation = Plugin(
    name: "evaluation",
    stages: [
      StageKind(Evaluate.self),
      StageKind(Statistics.self),
    ])
}
