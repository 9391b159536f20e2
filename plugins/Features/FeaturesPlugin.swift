import StageKit

extension Plugin {
  /// The stages of this plugin.
  public static let features = Plugin(
    name: "features",
    stages: [
      Spectrum.self,
      Mel.self,
      Chroma.self,
      Onset.self,
      Beats.self,
    ])
}
