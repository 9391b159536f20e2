import StageKit

extension Plugin {
  /// The stages of this plugin.
  public static let training = Plugin(
    name: "training",
    stages: [
      StageKind(Labels.self),
      StageKind(Assistant.self),
      StageKind(Teacher.self),
      StageKind(Student.self),
      StageKind(DIL.self),
      StageKind(Language.self),
      StageKind(ExportONNX.self),
    ])
}
