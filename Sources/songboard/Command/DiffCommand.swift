import ArgumentParser
import Files
import Formats
import StageKit

/// `songboard diff A B`
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Compares what two runs were: their stages, settings, wires and files.",
    discussion: """
      A run writes what it was to run.yaml in its output folder.
      Exit codes: 0 both are the same, 1 they differ or one cannot be read, 64 the command line is wrong.
      """)

  @Argument(help: "The first run: its output folder, or its run.yaml.", completion: .file())
  var first: String

  @Argument(help: "The second run.", completion: .file())
  var second: String

  func run() throws {
    do throws(Failure) {
      let differences = RunValues.differences(between: try Self.values(of: first), and: try Self.values(of: second))
      for line in differences { Console.data("\(line)\n") }
      if differences.isEmpty { return }
    } catch {
      Console.message("error: \(error)")
    }
    throw ExitCode(1)
  }

  /// The values of a record by their names, such as `stages.cuts.with.seed`.
  private static func values(of path: String) throws(Failure) -> [String: String] {
    let file = FileTree.isFolder(path) ? "\(path)/run.yaml" : path
    let bytes = try FileContent.bytes(of: file, atMost: 1 << 24)
    var report = Diagnostics(file: file)
    let root = NodeComposer.compose(bytes, report: &report)
    try report.check()
    var values: [String: String] = [:]
    if let root { add(root, to: "", &values) }
    guard values["run.id"] != nil else {
      throw Failure("\(file): is no record of a run", remedy: "name an output folder, or its run.yaml")
    }
    return values
  }

  private static func add(_ node: Node, to name: String, _ values: inout [String: String]) {
    switch node.content {
    case .scalar(let text): values[name] = text
    case .sequence(let nodes): values[name] = "[\(nodes.map { $0.text?.value ?? "" }.joined(separator: ", "))]"
    case .mapping(let entries):
      for entry in entries {
        add(entry.value, to: name.isEmpty ? entry.key.value : "\(name).\(entry.key.value)", &values)
      }
    }
  }
}

/// What two runs were, held against each other.
enum RunValues {
  /// What two runs of one kind always differ in.
  private static let own = ["run.id", "run.set", "run.tracks"]
  private static let pipeline = "run.pipeline"
  private static let files = "files."

  /// A line for each value that differs: `stages.cuts.with.seed: 1 -> 2`. Files are told by their content, whatever their
  /// names: a pipeline may be named by its path or as a shipped one.
  static func differences(between a: [String: String], and b: [String: String]) -> [String] {
    let (onlyA, onlyB) = (content(of: a, notIn: b), content(of: b, notIn: a))
    let same = Set(onlyA.values).intersection(onlyB.values)
    var passed = Set(own)
    for only in [onlyA, onlyB] { passed.formUnion(only.filter { same.contains($0.value) }.keys) }
    if let hash = a[files + (a[pipeline] ?? "")], hash == b[files + (b[pipeline] ?? "")] { passed.insert(pipeline) }
    return Set(a.keys).union(b.keys).subtracting(passed).sorted().filter { a[$0] != b[$0] }.map {
      "\($0): \(a[$0] ?? "-") -> \(b[$0] ?? "-")"
    }
  }

  /// The hashes of files that only one run names.
  private static func content(of run: [String: String], notIn other: [String: String]) -> [String: String] {
    run.filter { $0.key.hasPrefix(files) && other[$0.key] == nil }
  }
}
