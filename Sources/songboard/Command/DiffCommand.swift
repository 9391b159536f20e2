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

  @Argument(help: "The first run: its output folder, or its run.yaml.")
  var first: String

  @Argument(help: "The second run.")
  var second: String

  /// What two runs of one kind always differ in.
  private static let own = ["run.id", "run.set", "run.tracks"]

  func run() throws {
    let (a, b) = try UsageFailure.check { (try Self.values(of: first), try Self.values(of: second)) }
    let names = Set(a.keys).union(b.keys).filter { !Self.own.contains($0) }
    var isSame = true
    for name in names.sorted() where a[name] != b[name] {
      isSame = false
      Console.data("\(name): \(a[name] ?? "-") -> \(b[name] ?? "-")\n")
    }
    if !isSame { throw ExitCode(1) }
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
