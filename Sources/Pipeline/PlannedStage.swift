import StageKit

/// A stage of a plan: made, checked and wired.
public struct PlannedStage: Sendable {
  /// The stage's name in the pipeline.
  public let name: String
  /// What the stage's type declares.
  public let declaration: StageDeclaration
  /// How much of the corpus the stage sees at once.
  public let granularity: Granularity
  /// The stage itself.
  public let stage: any Stage
  /// All settings, defaults filled in.
  public let settings: Settings
  /// The wires by input port; an optional input without a wire is absent.
  public let inputs: [String: [Wire]]
  /// The formats of the streams on the inputs.
  public let inputFormats: FrameFormats
  /// The formats of the streams that the stage gives.
  public let outputFormats: FrameFormats
  /// Where each document output goes, by port: a template such as `{track}.edl`, with the stage's name and the extension
  /// filled in. `{track}`, `{name}` (its last part) and `{format}` (the audio file's ending) may remain.
  public let documents: [String: String]
  /// How the frames on each input were made, by the input's name, in the order of its wires.
  public let lineages: [String: [Lineage]]
  /// XXH3-128 of what decides the stage's results for a given track, in hexadecimal: id, revision, settings (paths as
  /// written), sample rate and the keys of the stages it takes from, but not the stage's name.
  public let key: String

  /// The names of the stages that it takes from, and of the source; sorted, each once.
  public var givers: [String] { Set(inputs.values.joined().map(\.from.stage)).sorted() }

  /// What the stage gives with its settings.
  public var outputs: [any AnyOutput] { stage.outputs }
}
