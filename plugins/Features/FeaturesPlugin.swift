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
      Cepstrum.self,
      Centroid.self,
      Bandwidth.self,
      Rolloff.self,
      Flatness.self,
      Contrast.self,
      RootMeanSquare.self,
      ZeroCrossings.self,
      Tonnetz.self,
      Tempogram.self,
      Pool.self,
      BeatPool.self,
    ])
}
