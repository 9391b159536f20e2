/// The program outside that a stage comes from.
public struct StageOrigin: Sendable, Hashable {
  /// The plugin's name.
  public let plugin: String
  /// Its version as its author writes it; empty if there is none.
  public let version: String
  /// Its licence; empty if it names none.
  public let licence: String
  /// Where it lies, for messages; a part of no key.
  public let path: String
  /// A hash of its files, and of what it says that its results depend on, in hexadecimal; a part of the keys of what its
  /// stages give.
  public let fingerprint: String

  /// A program outside.
  public init(plugin: String, version: String, licence: String, path: String, fingerprint: String) {
    self.plugin = plugin
    self.version = version
    self.licence = licence
    self.path = path
    self.fingerprint = fingerprint
  }
}
