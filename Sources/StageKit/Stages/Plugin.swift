/// A library of stages.
public struct Plugin: Sendable {
  /// The plugin's name.
  public let name: String
  /// Its stages, in the order in which lists show them.
  public let stages: [StageKind]

  /// A plugin.
  public init(name: String, stages: [StageKind]) {
    self.name = name
    self.stages = stages
  }
}
