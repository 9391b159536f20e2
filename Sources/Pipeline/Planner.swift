import Files
import Formats
import StageKit

/// Makes plans of pipelines: reads, looks up, wires, orders and checks, and reports all mistakes of a file at once.
public struct Planner: Sendable {
  /// The most bytes that a pipeline may have: 1 MiB.
  public static let mostBytes = SourceFile.sizeLimit

  private let registry: Registry
  private let finder: (any PluginFinder)?
  private let probe: (any SourceProbe)?

  /// A planner for pipelines of the registry's stages.
  ///
  /// - Parameters:
  ///   - finder: Finds the plugins that pipelines name; without one, they may name none.
  ///   - probe: Looks into tracks; without one, a source of frames must tell their widths, and a rate must be a number.
  public init(registry: Registry, finder: (any PluginFinder)? = nil, probe: (any SourceProbe)? = nil) {
    self.registry = registry
    self.finder = finder
    self.probe = probe
  }

  /// The plan of a pipeline's file.
  ///
  /// - Parameters:
  ///   - file: The path, which also stands in diagnostics. Relative paths in the pipeline are relative to its folder.
  ///   - overrides: Settings that replace the file's; of two for one parameter the later counts.
  ///   - folder: The folder that paths in overrides start at, in place of the current one.
  ///   - tracks: Files, folders and patterns, relative to the current folder, that replace the pipeline's tracks; none if
  ///     it has its own.
  public func plan(
    file: String, overrides: [Override] = [], from folder: String = ".", tracks: [String] = []
  ) -> PlanResult {
    do throws(ReadingError) {
      return plan(try SourceFile.read(file), file: file, overrides: overrides, from: folder, tracks: tracks)
    } catch {
      return PlanResult(plan: nil, diagnostics: [Diagnostic(file: file, error.message)])
    }
  }

  /// The plan of a pipeline's text.
  ///
  /// - Parameters:
  ///   - text: The pipeline, as bytes in UTF-8; they are checked.
  ///   - file: The path that the text is taken to come from. It is not read.
  ///   - overrides: Settings that replace the file's.
  ///   - start: The folder that paths in overrides start at, in place of the current one.
  ///   - tracks: Paths that replace the pipeline's tracks.
  public func plan(
    _ text: [UInt8], file: String, overrides: [Override] = [], from start: String = ".", tracks: [String] = []
  ) -> PlanResult {
    var report = Diagnostics(file: file)
    guard let root = NodeComposer.compose(text, report: &report) else {
      return PlanResult(plan: nil, diagnostics: report.sorted)
    }
    let pipeline = PipelineFile(root, report: &report)
    let folder = FileTree.folder(of: file)
    let (registry, found) = plugins(of: pipeline, in: folder, report: &report)
    let reader = SettingsReader(
      overrides, from: start, stages: pipeline.stages.map(\.name.value), folder: folder, report: &report)
    let source = SourceReader(entries: pipeline.source, settings: reader, tracks: tracks, probe: probe)
      .source(report: &report)

    var drafts = pipeline.stages.map { entry in
      StageDraft(
        entry, registry: registry, isExplained: found.explains(missing:), reader: reader, report: &report)
    }
    reader.checkOverridesOfEveryStage([Source.declaration] + drafts.compactMap(\.declaration), report: &report)
    let wirer = Wirer(directory: PortDirectory(drafts, source: source), registry: registry)
    for index in drafts.indices { wirer.wire(&drafts[index], report: &report) }
    let order = Self.order(drafts, report: &report)
    if source.isOfPlans { Self.refuseOpeners(drafts, report: &report) }
    var formats = FormatChecker(source: source)
    for index in order { formats.check(&drafts[index], report: &report) }
    var documents = DocumentChecker()
    for index in drafts.indices { documents.check(&drafts[index], report: &report) }
    if Self.givesNothing(drafts), !drafts.isEmpty || !report.hasErrors {
      report.error(root.mark, "no stage gives a document, so there is nothing to do; add a stage such as write.json")
    }
    guard !report.hasErrors else { return PlanResult(plan: nil, diagnostics: report.sorted) }

    let live = Self.live(drafts, report: &report)
    let ordered = order.filter { live.contains(drafts[$0].name) }.map { drafts[$0] }
    let plan = Plan(file: file, source: source, drafts: ordered)
    return PlanResult(plan: plan, diagnostics: report.sorted)
  }

  /// The stages that a pipeline can use, with those of the plugins that it names, and what came of these.
  private func plugins(
    of pipeline: PipelineFile, in folder: String, report: inout Diagnostics
  ) -> (Registry, FoundPlugins) {
    var found = FoundPlugins()
    guard let finder else {
      guard let first = pipeline.plugins.first else { return (registry, found) }
      report.error(first.mark, "plugins from outside cannot be used here")
      found.lacksUnknown = true
      return (registry, found)
    }
    found = finder.plugins(
      named: pipeline.plugins, using: pipeline.stages.compactMap(\.use), besides: registry.plugins, in: folder,
      report: &report)
    do throws(Failure) {
      return (try found.plugins.isEmpty ? registry : Registry(registry.plugins + found.plugins), found)
    } catch {
      report.error(pipeline.plugins.first?.mark ?? .whole, error.description)
      found.lacksUnknown = true
      return (registry, found)
    }
  }

  /// Whether each stage's type is known and none has a document.
  private static func givesNothing(_ drafts: [StageDraft]) -> Bool {
    drafts.allSatisfy { draft in
      draft.declaration != nil && draft.outputs.allSatisfy { $0.kind != .document }
    }
  }

  /// Refuses stages that open the song's file by themselves: the content of the file that a plan names is in no key.
  private static func refuseOpeners(_ drafts: [StageDraft], report: inout Diagnostics) {
    for draft in drafts {
      guard let declaration = draft.declaration, declaration.opensFile, !declaration.namesMedia else { continue }
      report.error(
        draft.mark,
        "stage '\(draft.name)' opens the song's own file, and a source of plans has only what the plans say; "
          + "use it with a source of `audio`")
    }
  }

  private static func order(_ drafts: [StageDraft], report: inout Diagnostics) -> [Int] {
    let order = StageOrder(drafts)
    for cycle in order.cycles {
      let chain = (cycle + cycle.prefix(1)).map { drafts[$0].name }.joined(separator: " -> ")
      report.error(drafts[cycle[0]].mark, "stages feed each other in a circle: \(chain)")
    }
    return order.order
  }

  /// The names of the stages that lead to a document; the others are reported.
  private static func live(_ drafts: [StageDraft], report: inout Diagnostics) -> Set<String> {
    let givers = Dictionary(drafts.map { ($0.name, $0.givers) }) { first, _ in first }
    var live: Set<String> = []
    var front = drafts.filter { !$0.documents.isEmpty }.map(\.name)
    while let stage = front.popLast() {
      if live.insert(stage).inserted { front += givers[stage] ?? [] }
    }
    for draft in drafts where !live.contains(draft.name) {
      report.warning(draft.mark, "stage '\(draft.name)' leads to no document and is left out")
    }
    return live
  }
}

/// Looks into tracks while a plan is made, so that all formats are known before anything runs.
public protocol SourceProbe: Sendable {
  /// Samples per second in the first track's file; `nil` if there is no track.
  ///
  /// - Parameter files: Files, folders and patterns of the tracks.
  /// - Throws: ``Failure`` if it cannot be opened.
  func sampleRate(of files: [String]) throws(Failure) -> Double?

  /// Numbers per row of each view, from the first track's files; none if there is no track, which whoever runs will say.
  ///
  /// - Parameters:
  ///   - files: Files, folders and patterns of the tracks.
  ///   - endings: Ends of the tracks' paths that are no part of their names.
  ///   - others: The files of the further views, in their order.
  /// - Throws: ``Failure`` if the first file cannot be read.
  func widths(of files: [String], endings: [String], others: [TrackFile]) throws(Failure) -> [Int]
}

/// What came of a pipeline: a plan, or the errors that keep it from being one.
public struct PlanResult: Sendable {
  /// The plan; `nil` if there is an error among the diagnostics.
  public let plan: Plan?
  /// Errors and warnings by line and column; those of overrides come first.
  public let diagnostics: [Diagnostic]

  /// A plan, or none, with what is to be said of it.
  public init(plan: Plan?, diagnostics: [Diagnostic]) {
    (self.plan, self.diagnostics) = (plan, diagnostics)
  }
}
