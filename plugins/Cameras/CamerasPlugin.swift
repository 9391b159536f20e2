import StageKit

extension Plugin {
  /// The stages of this plugin.
  public static let cameras = Plugin(name: "cameras", stages: [StageKind(Cameras.self)])
}
