import StageKit

/// What came of a pipeline: a plan, or the errors that keep it from being one.
public struct PlanResult: Sendable {
  /// The plan; `nil` if there is an error among the diagnostics.
  public let plan: Plan?
  /// Errors and warnings by line and column; those of overrides come first.
  public let diagnostics: [Diagnostic]
}
