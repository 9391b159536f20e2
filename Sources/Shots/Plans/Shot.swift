/// A shot of a plan: some frames, and what the camera shows.
public struct Shot: Sendable, Hashable, Codable {
  /// The first frame, counted from the plan's first.
  public var inFrame: Int
  /// The frame after the last one.
  public var outFrame: Int
  /// The shot type, such as `XLS`.
  public var type: String
  /// Who or what is shown, such as the singer's name: on one line, as ``subject(of:)`` gives it; `nil` if nobody said.
  public var subject: String?
  /// How sure the model is of the type, from 0 to 1; `nil` where a person decided, of whom no model says so.
  public var probability: Double?
  /// The next likely type, if there is one.
  public var runnerUp: String?
  /// How sure the model is of the next likely type, from 0 to 1; `nil` if there is none, or it is not known.
  public var runnerUpProbability: Double?
  /// Why this type, in words for people; may be empty.
  public var reason: String
  /// Whether a person decided it, so that nothing may change it.
  public var isLocked: Bool
  /// The clip that its pictures come from; `nil` until cameras are chosen, and where none has pictures.
  public var source: SourceClip?

  /// A shot.
  public init(
    inFrame: Int, outFrame: Int, type: String, subject: String? = nil, probability: Double? = nil,
    runnerUp: String? = nil, runnerUpProbability: Double? = nil, reason: String = "", isLocked: Bool = false,
    source: SourceClip? = nil
  ) {
    self.inFrame = inFrame
    self.outFrame = outFrame
    self.type = type
    self.subject = subject
    self.probability = probability
    self.runnerUp = runnerUp
    self.runnerUpProbability = runnerUpProbability
    self.reason = reason
    self.isLocked = isLocked
    self.source = source
  }

  /// Length in frames.
  public var frames: Int { outFrame - inFrame }

  /// A subject as a person wrote it, on one line that every format can hold: without spaces at its ends, doubled ones or
  /// control characters; `nil` if nothing is left.
  public static func subject(of text: String) -> String? {
    let words = text.unicodeScalars.split { $0.properties.isWhitespace || $0.properties.generalCategory == .control }
    return words.isEmpty ? nil : words.map(String.init).joined(separator: " ")
  }
}
