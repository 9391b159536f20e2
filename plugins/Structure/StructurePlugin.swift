import StageKit

extension Plugin {
  /// The stages of this plugin.
  public static let structure = Plugin(name: "structure", stages: [StageKind(Sections.self)])
}
