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
      Labels.self,
      Assistant.self,
      Teacher.self,
      Student.self,
      DIL.self,
      Evaluate.self,
      ExportONNX.self,
      Statistics.self,
    ])
}
