/// A pipeline after checking, with every default filled in: what the engine runs.
public struct Plan: Sendable {
  /// The pipeline's file, as the user named it.
  public let file: String
  /// Where the tracks come from.
  public let source: Source
  /// XXH3-128 of what decides what the source gives of a given track, in hexadecimal.
  public let sourceKey: String
  /// The stages that lead to a document, each after those it takes from.
  public let stages: [PlannedStage]
}
