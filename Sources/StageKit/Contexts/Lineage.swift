/// How the frames on an input were made: the stage that gives them, and all stages before it.
public struct Lineage: Sendable, Hashable {
  /// A stage with its settings.
  public struct Part: Sendable, Hashable {
    /// The stage's id, or `source`.
    public let stage: String
    /// The settings as text, by the parameter's name; paths as they were written.
    public let settings: [String: String]

    /// A stage with its settings.
    public init(stage: String, settings: [String: String]) {
      self.stage = stage
      self.settings = settings
    }
  }

  /// The giving stage first, then those before it, the nearest first; each once.
  public let parts: [Part]

  /// How frames were made.
  public init(parts: [Part]) {
    self.parts = parts
  }
}
