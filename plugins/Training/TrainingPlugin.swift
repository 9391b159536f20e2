import StageKit

extension Plugin {
  /// The stages of this plugin.
  public static let training = Plugin(
    name: "training",
    stages: [
      Labels.self,
      Assistant.self,
      Teacher.self,
      Student.self,
      DIL.self,
      ExportONNX.self,
    ])
}
