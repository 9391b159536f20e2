import StageKit

extension Plugin {
  /// The stages of this plugin.
  public static let directing = Plugin(
    name: "directing",
    stages: [
      StageKind(Cues.self),
      StageKind(Director.self),
      StageKind(Cuts.self),
      StageKind(Marks.self),
    ])
}
