/// A port that gives an artifact: an output of a stage, or a part of the source.
public struct PortReference: Sendable, Hashable, CustomStringConvertible {
  /// The stage's name in the pipeline, or ``source``.
  public let stage: String
  /// The port's name.
  public let port: String

  /// The name that stands for the pipeline's source; no stage may have it.
  public static let source = "source"

  /// A port that gives an artifact.
  public init(stage: String, port: String) {
    self.stage = stage
    self.port = port
  }

  /// `stage.port`
  public var description: String { "\(stage).\(port)" }
}
