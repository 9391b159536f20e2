import StageKit

extension Plugin {
  /// The stages of this plugin.
  public static let video = Plugin(
    name: "video",
    stages: [
      StageKind(CutsVideo.self),
      StageKind(Corrections.self),
      StageKind(LabelsSizes.self),
      StageKind(WriteLabels.self),
      StageKind(WriteReview.self),
    ])
}
