/// All that is known of a stage before it runs: the single source for checks, help, schemas and the manual's reference.
public struct StageDeclaration: Sendable {
  /// What a pipeline writes after `use:`.
  public let id: String
  /// Raised when the stage gives other results for the same input; a part of the cache key.
  public let revision: Int
  /// Whether the stage's documents name the program's version: then it is a part of their keys.
  public let namesProgram: Bool
  /// Whether what the stage gives names files by where they lie: then their places are a part of its key, and it is told
  /// them.
  public let namesMedia: Bool
  /// Whether the stage opens the track's own file by itself, as one that looks at a video's pictures does: then it is told
  /// where the file lies, which is no part of its key; the file's content always is.
  public let opensFile: Bool
  /// One sentence: what the stage does.
  public let doc: String
  /// Where the definition comes from: a librosa function, an equation, a standard.
  public let source: String
  /// What it takes.
  public let inputs: [any AnyInput]
  /// Optional inputs of which one is wired; empty for most stages. Wiring one keeps those free that are not named.
  public let alternatives: [any AnyInput]
  /// Whether more than one of the alternatives may be wired.
  public let takesSeveralAlternatives: Bool
  /// What it gives; a stage's bare name refers to the first.
  public let outputs: [any AnyOutput]
  /// What an ordinary user sets.
  public let basic: [any AnyParameter]
  /// What can be set besides, by whoever knows the method.
  public let advanced: [any AnyParameter]
  /// The program outside that does the work; `nil` for a stage that is built in.
  public let origin: StageOrigin?
  /// Whether the same inputs always give the same bytes.
  public let isDeterministic: Bool

  /// A declaration.
  ///
  /// - Parameters:
  ///   - exclusive: Optional inputs of which exactly one is wired.
  ///   - others: Optional inputs of which one or more are wired, in place of those.
  ///   - basic: The parameters that an ordinary user sets.
  ///   - advanced: Those that can be set besides.
  public init(
    id: String, revision: Int = 1, namesProgram: Bool = false, namesMedia: Bool = false, opensFile: Bool = false,
    doc: String, source: String,
    inputs: [any AnyInput], oneOf exclusive: [any AnyInput] = [], anyOf others: [any AnyInput] = [],
    outputs: [any AnyOutput], parameters basic: [any AnyParameter] = [], advanced: [any AnyParameter] = [],
    origin: StageOrigin? = nil, isDeterministic: Bool = true
  ) {
    self.id = id
    self.revision = revision
    self.namesProgram = namesProgram
    self.namesMedia = namesMedia
    self.opensFile = opensFile
    self.doc = doc
    self.source = source
    self.inputs = inputs
    alternatives = exclusive.isEmpty ? others : exclusive
    takesSeveralAlternatives = exclusive.isEmpty
    self.outputs = outputs
    self.basic = basic
    self.advanced = advanced
    self.origin = origin
    self.isDeterministic = isDeterministic
  }

  /// All that can be set, the basic first.
  public var parameters: [any AnyParameter] { basic + advanced }

  /// Whether the stage is told where the track's files lie.
  public var seesPlaces: Bool { namesMedia || opensFile }
}
