/// A pipeline after checking, with every default filled in: what the engine runs.
public struct Plan: Sendable {
  /// The pipeline's file, as the user named it.
  public let file: String
  /// Where the tracks come from.
  public let source: Source
  /// The stages that lead to a document, each after those it takes from.
  public let stages: [PlannedStage]
}
