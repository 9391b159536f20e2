/// Keeps nothing: for stages that run outside an engine, as in tests.
public struct ForgottenFiles: KeptFiles {
  /// Keeps nothing.
  public init() {}

  /// Nothing.
  public func bytes(of name: String) -> [UInt8]? { nil }

  /// Forgets them.
  public func keep(_ bytes: [UInt8], as name: String) {}
}
