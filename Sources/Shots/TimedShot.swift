/// A shot in seconds, before it is rounded to frames.
public struct TimedShot: Sendable, Hashable {
  /// Where it starts, in seconds from the first sample.
  public var start: Double
  /// Where it ends, in seconds: where the next one starts.
  public var end: Double
  /// The shot type, such as `XLS`.
  public var type: String
  /// How sure the model is of the type, from 0 to 1.
  public var probability: Double
  /// The next likely type, if there is one.
  public var runnerUp: String?
  /// Why this type, in words for people; may be empty.
  public var reason: String
  /// Whether a person decided it, so that nothing may change it.
  public var isLocked: Bool

  /// A shot in seconds.
  public init(
    start: Double, end: Double, type: String, probability: Double, runnerUp: String? = nil, reason: String = "",
    isLocked: Bool = false
  ) {
    self.start = start
    self.end = end
    self.type = type
    self.probability = probability
    self.runnerUp = runnerUp
    self.reason = reason
    self.isLocked = isLocked
  }

  /// Length in seconds.
  public var seconds: Double { end - start }
}
