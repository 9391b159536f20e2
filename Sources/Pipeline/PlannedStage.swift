import StageKit

/// A stage of a plan: made, checked and wired.
public struct PlannedStage: Sendable {
  /// The stage's name in the pipeline.
  public let name: String
  /// What the stage's kind declares.
  public let declaration: StageDeclaration
  /// What the stage does.
  public let work: StageWork
  /// What the stage gives with its settings.
  public let outputs: [any AnyOutput]
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
  /// XXH3-128 of what decides the stage's results for given inputs, in hexadecimal: id, revision, settings with the content
  /// of the files that they name, but not the stage's name, nor any path.
  public let identity: String
  /// XXH3-128 of the stage's identity and those of all stages before it, in hexadecimal: what decides its results for a
  /// given track.
  public let key: String
  /// XXH3-128 of the files that settings name, by path.
  public let fileHashes: [String: String]

  /// How much of the corpus the stage sees at once.
  public var granularity: Granularity { work.granularity }

  /// The names of the stages that it takes from, and of the source; sorted, each once.
  public var givers: [String] { Set(inputs.values.joined().map(\.from.stage)).sorted() }
}
