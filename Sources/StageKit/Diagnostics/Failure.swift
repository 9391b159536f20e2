/// Why work cannot be done: a sentence for people, and the way out.
public struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, as a clause that follows the stage's or file's name.
  public let reason: String
  /// What to do about it; empty where the reason says it.
  public let remedy: String

  /// Whether nothing that comes after it can go well either: the disk has no room, or takes no more writing.
  public let endsRun: Bool

  /// Whether it is no fault of what the work is about, and the same may go well elsewhere or later: the disk or the network
  /// has not given a file's bytes.
  public let mayPass: Bool

  /// A failure with its reason and the way out.
  public init(_ reason: String, remedy: String = "", endsRun: Bool = false, mayPass: Bool = false) {
    self.reason = reason
    self.remedy = remedy
    self.endsRun = endsRun
    self.mayPass = mayPass
  }

  /// The same failure of a part of the work, such as a stage, whose name it gets.
  public func of(_ name: String) -> Failure {
    Failure("\(name): \(reason)", remedy: remedy, endsRun: endsRun, mayPass: mayPass)
  }

  /// The reason and, after a semicolon, the way out.
  public var description: String { remedy.isEmpty ? reason : "\(reason); \(remedy)" }
}
