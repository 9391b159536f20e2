import Files
import Formats
import FoundationEssentials
import Pipeline
import StageKit

/// All of a frozen plan but its tracks: `plan.json` in the plan's folder. A shard is done only with the stages, the plugins
/// and the files that the plan was made with.
public struct FrozenPlan: Codable, Sendable, Hashable {
  /// A stage as it was resolved.
  struct Stage: Codable, Sendable, Hashable {
    let name: String
    let use: String
    let revision: Int
    /// What decides its results: the settings with the content of the files that they name, and all before it.
    let key: String
    /// The plugin that it comes from; `nil` for one that is built in.
    let plugin: Plugin?
  }

  /// A plugin from outside.
  struct Plugin: Codable, Sendable, Hashable {
    let name: String
    let version: String
    /// A hash of its files.
    let fingerprint: String
  }

  /// What tells such a file from others, and the form that it has.
  static let form = "songboard plan 1"

  let format: String
  /// What tells the plan from others: 16 hexadecimal digits, of all that is frozen.
  public internal(set) var id: String
  /// The version of the program that made the plan, which documents name.
  public let songboard: String
  /// That version and its commit, as `songboard --version` prints them. Another commit makes no other plan.
  public internal(set) var version: String
  /// The pipeline's file: relative paths in the plan's copy of it start at its folder.
  public let pipeline: String
  /// The folder that paths in ``set`` start at.
  let folder: String
  /// Settings from the command line, as they were written.
  public let set: [String]
  /// What the command line named in place of the pipeline's songs.
  let audio: [String]
  /// Where plugins were looked for, besides the usual places.
  public let plugins: [String]
  let stages: [Stage]
  /// XXH3-128 of the files that settings name, by path.
  let files: [String: String]
  /// The rate that all audio is brought to, in Hz.
  let sampleRate: Double
  /// Numbers per row of each view, of a source of rows.
  let widths: [Int]
  /// Whether some of the stages see the corpus, and run after the shards.
  public let hasCorpusStages: Bool
  /// How many tracks each shard has.
  public internal(set) var shards: [Int]

  /// How many tracks there are.
  public var trackCount: Int { shards.reduce(0, +) }

  /// What decides a plan before it has tracks.
  init(_ plan: Plan, request: PlanRequest, version: String) {
    format = Self.form
    id = ""
    songboard = version
    self.version = ""
    pipeline = plan.file
    folder = FileTree.fromRoot(".")
    set = request.overrides
    audio = request.audio.map(FileTree.fromRoot)
    plugins = request.plugins.map(FileTree.fromRoot)
    stages = plan.stages.map(Stage.init)
    files = plan.fileHashes
    sampleRate = plan.source.sampleRate
    widths = plan.source.views.compactMap(\.width)
    hasCorpusStages = plan.stages.contains { $0.granularity.isOfCorpus }
    shards = []
  }

  /// Tells of tracks what a probe told when the plan was made.
  public var probe: any SourceProbe { FrozenProbe(sampleRate: sampleRate, widths: widths) }

  /// The pipeline as it is today, from the plan's copy of its text.
  ///
  /// - Parameters:
  ///   - planner: Knows the stages that there are; its probe is not asked.
  ///   - text: The copy.
  public func resolved(by planner: Planner, text: [UInt8]) -> PlanResult {
    planner.plan(text, file: pipeline, overrides: set.map { Override($0) }, from: folder, tracks: audio)
  }

  /// What a person should know of the plan if this is another build of the program than that which made it. A sentence.
  ///
  /// - Parameter version: What `songboard --version` prints.
  public func warning(of version: String) -> String? {
    version == self.version ? nil : "the plan was made by \(self.version), and this is \(version)"
  }

  /// - Throws: ``Failure`` if the plan was made by another version of the program, which documents name.
  public func check(version: String) throws(Failure) {
    guard songboard != version else { return }
    throw Failure(
      "the plan was made by songboard \(songboard), and this is \(version)",
      remedy: "use that version on all machines, or make a new plan")
  }

  /// - Parameter plan: The pipeline as it is resolved today.
  /// - Throws: ``Failure`` that says what has changed since the plan was made.
  public func check(_ plan: Plan) throws(Failure) {
    let now = plan.stages.map(Stage.init)
    guard now != stages || plan.fileHashes != files else { return }
    throw Failure(change(in: plan, now), remedy: "make a new plan, or bring back what it was made with")
  }

  private func change(in plan: Plan, _ now: [Stage]) -> String {
    for (old, new) in zip(stages, now) where old.plugin != new.plugin {
      let (then, now) = (old.plugin?.text ?? "built in", new.plugin?.text ?? "built in")
      return "the plugin of the stage '\(old.name)' is another than the plan's: \(then) then, \(now) now"
    }
    for (path, hash) in files.sorted(by: { $0.key < $1.key }) where plan.fileHashes[path] != hash {
      return "\(path): is another file than the one that the plan was made with"
    }
    let changed = zip(stages, now).first { $0 != $1 }.map { "the stage '\($0.0.name)' is" } ?? "the stages are"
    return "\(changed) not as it was when the plan was made"
  }
}

private struct FrozenProbe: SourceProbe {
  let sampleRate: Double
  let widths: [Int]

  func sampleRate(of files: [String]) -> Double? { sampleRate }

  func widths(of files: [String], endings: [String], others: [TrackFile]) -> [Int] { widths }
}

extension FrozenPlan.Stage {
  fileprivate init(_ stage: PlannedStage) {
    self.init(
      name: stage.name, use: stage.declaration.id, revision: stage.declaration.revision, key: stage.key,
      plugin: stage.declaration.origin.map {
        FrozenPlan.Plugin(name: $0.plugin, version: $0.version, fingerprint: $0.fingerprint)
      })
  }
}

extension FrozenPlan.Plugin {
  fileprivate var text: String { "\(name) \(version) (\(fingerprint.prefix(8)))" }
}

extension Plan {
  /// XXH3-128 of the files that settings name, by path.
  fileprivate var fileHashes: [String: String] {
    stages.reduce(into: [:]) { $0.merge($1.fileHashes) { first, _ in first } }
  }
}
