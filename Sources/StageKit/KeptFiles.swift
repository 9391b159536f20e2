/// Small files by name that outlive a run that is killed.
public protocol KeptFiles: Sendable {
  /// The bytes kept under a name, as they were written last; `nil` if there are none, or they are damaged.
  func bytes(of name: String) -> [UInt8]?

  /// Keeps bytes under a name. They replace the old ones as a whole, or not at all.
  ///
  /// - Parameter name: Letters, digits, `.`, `-` and `_`.
  /// - Throws: ``StageFailure`` if the disk takes no more.
  func keep(_ bytes: [UInt8], as name: String) throws(StageFailure)
}

/// Keeps nothing: for stages that run outside an engine, as in tests.
public struct ForgottenFiles: KeptFiles {
  /// Keeps nothing.
  public init() {}

  /// Nothing.
  public func bytes(of name: String) -> [UInt8]? { nil }

  /// Forgets them.
  public func keep(_ bytes: [UInt8], as name: String) {}
}
