/// Why a stage cannot do its work: a sentence for people, and the way out.
public struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, as a clause that follows the stage's or file's name.
  public let reason: String
  /// What to do about it; empty where the reason says it.
  public let remedy: String

  /// A failure with its reason and the way out.
  public init(_ reason: String, remedy: String = "") {
    self.reason = reason
    self.remedy = remedy
  }

  /// The reason and, after a semicolon, the way out.
  public var description: String { remedy.isEmpty ? reason : "\(reason); \(remedy)" }
}
