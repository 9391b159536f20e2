/// Why a computation on a signal cannot be set up: a length or hop that makes no sense, or no memory for a plan.
public struct SignalFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, as a clause.
  public let description: String

  /// A failure with its reason.
  public init(_ reason: String) {
    description = reason
  }
}
