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
