import Files
import Pipeline
import StageKit
import Store

/// What a run was: the plan with all settings, and the files that it read, as `run.yaml` in the output folder. Two of them
/// can be compared.
public struct RunRecord: Sendable {
  /// The record's file in the output folder.
  public static let name = "run.yaml"

  /// The record as YAML.
  public let text: String

  /// The record of a plan over so many tracks.
  ///
  /// - Parameters:
  ///   - id: The run's id.
  ///   - version: The program's version.
  ///   - overrides: Settings from the command line, as they were written.
  public init(of plan: Plan, id: String, version: String, overrides: [String], tracks: Int) {
    var lines = ["# What this run was: `songboard diff` compares two such files.", "run:"]
    lines.append("  id: \(id)")
    lines.append("  songboard: \(Self.quoted(version))")
    lines.append("  pipeline: \(Self.quoted(plan.file))")
    lines.append("  set: \(Self.list(overrides))")
    lines.append("  tracks: \(tracks)")
    lines.append("source:")
    lines += plan.source.record.map { "  \($0): \($1)" }
    lines.append("stages:")
    for stage in plan.stages { lines += Self.lines(of: stage) }
    let files = plan.stages.reduce(into: [String: String]()) { $0.merge($1.fileHashes) { first, _ in first } }
    let others = ([plan.file] + (plan.source.split?.files ?? [])).compactMap { path in
      (try? FileContent.hash(of: path)).map { (path, $0) }
    }
    lines.append("files:")
    for (path, hash) in files.merging(others, uniquingKeysWith: { first, _ in first }).sorted(by: { $0 < $1 }) {
      lines.append("  \(Self.quoted(path)): \(hash)")
    }
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func lines(of stage: PlannedStage) -> [String] {
    var lines = ["  \(stage.name):", "    use: \(stage.declaration.id)", "    revision: \(stage.declaration.revision)"]
    if let origin = stage.declaration.origin {
      lines.append("    plugin: \(quoted("\(origin.plugin) \(origin.version), \(origin.fingerprint)"))")
    }
    let settings = stage.settings.texts
    if !settings.isEmpty { lines.append("    with:") }
    lines += settings.map { "      \($0.name): \(quoted($0.text))" }
    let inputs = stage.declaration.inputs.filter { stage.inputs[$0.name] != nil }
    if !inputs.isEmpty { lines.append("    in:") }
    lines += inputs.map { input in
      "      \(input.name): \(list((stage.inputs[input.name] ?? []).map(\.from.description)))"
    }
    if !stage.documents.isEmpty { lines.append("    to:") }
    lines += stage.documents.sorted { $0.key < $1.key }.map { "      \($0.key): \(quoted($0.value))" }
    return lines
  }

  /// A list as YAML; of a long one, as a command line may have it, how many there are and a hash of them.
  fileprivate static func list(_ texts: [String]) -> String {
    guard texts.count <= longestList else { return quoted("\(texts.count), \(ContentHash.key(texts).hex)") }
    return "[\(texts.map(quoted).joined(separator: ", "))]"
  }

  private static let longestList = 100

  /// A text between double quotes, as YAML and JSON have it.
  fileprivate static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case _ where scalar.properties.generalCategory == .control:
        "\\u\(scalar.value.padded(to: 4, radix: 16))"
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}

extension Source {
  /// What decides what the source gives, as names and YAML.
  fileprivate var record: [(String, String)] {
    // However a path is named, it is the same file.
    var record = [("files", RunRecord.list(files.map(FileTree.absolute)))]
    if !unlabelled.isEmpty { record.append(("unlabelled", RunRecord.list(unlabelled.map(FileTree.absolute)))) }
    if let labels { record.append(("labels", RunRecord.quoted(labels.template))) }
    switch material {
    case .audio:
      record += [
        ("rate", sampleRate.text), ("decoder", decoder.text), ("track", track.text), ("damaged", damaged.text),
      ]
    case .frames(let views):
      record += views.map { view in
        ("frames.\(view.name)", RunRecord.quoted("\(view.rate.text) Hz, \(view.width ?? 0) wide"))
      }
    case .plans:
      record.append(("plans", "true"))
      if let frameRate { record.append((Source.frameRate.name, frameRate.text)) }
      if let vocabulary { record.append((Source.vocabulary.name, RunRecord.list(vocabulary.types))) }
    }
    return record + (split?.record ?? []).map { ("split.\($0)", $1) }
  }
}

extension CorpusSplit {
  /// The split as names and YAML, the parts in their order.
  fileprivate var record: [(String, String)] {
    var record: [(String, String)] =
      switch rule {
      case .file(let path): [("file", RunRecord.quoted(path))]
      case .patterns(let patterns):
        TrackPart.allCases.compactMap { part in patterns[part].map { (part.rawValue, RunRecord.list($0)) } }
      case .shares(let validation, let test, let seed):
        [("validation", validation.text), ("test", test.text), ("seed", seed.text)]
      }
    switch group {
    case .template(let template): record.append(("group", RunRecord.quoted(template.text)))
    case .file(let path): record.append(("group", RunRecord.quoted(path)))
    case nil: break
    }
    return record
  }
}

extension Run {
  /// What this run is.
  var record: RunRecord {
    RunRecord(of: plan, id: id, version: version, overrides: options.overrides, tracks: tracks.count)
  }

  /// What this run used of the store.
  func manifest(of store: Store) -> Manifest {
    let output = FileTree.realPath(folder.path) ?? folder.path
    return Manifest(
      run: Manifest.Run(id: id, time: RunClock.now, pipeline: plan.file, output: output), keys: store.usedKeys)
  }
}
