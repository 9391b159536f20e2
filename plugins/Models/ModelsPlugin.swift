import StageKit

extension Plugin {
  /// The stages of this plugin.
  public static let models = Plugin(
    name: "models",
    stages: [
      StageKind(Sections.self),
      StageKind(Director.self),
      StageKind(Cuts.self),
      StageKind(Cameras.self),
      StageKind(Labels.self),
      StageKind(Assistant.self),
      StageKind(Teacher.self),
      StageKind(Student.self),
      StageKind(DIL.self),
      StageKind(Evaluate.self),
      StageKind(ExportONNX.self),
      StageKind(Statistics.self),
    ])
}
