/// What a job may take; what is `nil` is as the engine has it by default.
public struct JobResources: Sendable {
  /// How long it may run, in seconds.
  public var seconds: Int?
  /// Memory in bytes.
  public var memory: Int?
  /// Processors.
  public var processors = 1
  /// How many jobs may run at once.
  public var atOnce: Int?

  /// One processor, and else as the engine has it.
  public init() {}
}
