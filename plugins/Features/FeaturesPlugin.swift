import StageKit

extension Plugin {
  /// The stages of this plugin.
  public static let features = Plugin(
    name: "features",
    stages: [
      StageKind(Spectrum.self),
      StageKind(Mel.self),
      StageKind(Chroma.self),
      StageKind(Onset.self),
      StageKind(Beats.self),
      StageKind(Grid.self),
      StageKind(Cepstrum.self),
      StageKind(Centroid.self),
      StageKind(Bandwidth.self),
      StageKind(Rolloff.self),
      StageKind(Flatness.self),
      StageKind(Contrast.self),
      StageKind(RootMeanSquare.self),
      StageKind(ZeroCrossings.self),
      StageKind(Tonnetz.self),
      StageKind(Tempogram.self),
      StageKind(Pool.self),
      StageKind(BeatPool.self),
    ])
}
