/// A library of stages.
public struct Plugin: Sendable {
  /// The plugin's name.
  public let name: String
  /// Its stages, in the order in which lists show them.
  public let stages: [any Stage.Type]

  /// A plugin.
  public init(name: String, stages: [any Stage.Type]) {
    self.name = name
    self.stages = stages
  }
}
