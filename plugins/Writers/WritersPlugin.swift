import StageKit

extension Plugin {
  /// The stages of this plugin.
  public static let writers = Plugin(
    name: "writers",
    stages: [
      WriteJSON.self,
      WriteCSV.self,
      WriteEDL.self,
      WriteNPZ.self,
      WriteJAMS.self,
    ])
}
