/// Small files by name that outlive a run that is killed: the engine names them after the stage and its tracks, so that
/// a stage finds its own, made with the same settings from the same tracks, or nothing.
public protocol Checkpoints: Sendable {
  /// The bytes last written under a name; `nil` if there are none, or they are damaged.
  func bytes(of name: String) -> [UInt8]?

  /// Writes bytes under a name. They replace the old ones as a whole, or not at all.
  ///
  /// - Parameter name: Up to 64 letters, digits, `.`, `-` and `_` of ASCII.
  /// - Throws: ``Failure`` if the name is another, or the disk takes no more.
  func write(_ bytes: [UInt8], as name: String) throws(Failure)
}

/// No checkpoints: for stages that run outside an engine, as in tests.
public struct NoCheckpoints: Checkpoints {
  /// No checkpoints.
  public init() {}

  /// Nothing.
  public func bytes(of name: String) -> [UInt8]? { nil }

  /// Forgets them.
  public func write(_ bytes: [UInt8], as name: String) {}
}
