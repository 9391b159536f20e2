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

/// What is wired to an input: the port that gives, and the name that the pipeline calls it by.
public struct Wire: Sendable, Hashable {
  /// The port that gives the artifact.
  public let from: PortReference
  /// The last part of the reference as written: `mel` for `mel`, `tempo` for `beats.tempo`.
  public let name: String

  /// What is wired to an input.
  public init(from: PortReference, name: String) {
    self.from = from
    self.name = name
  }
}
