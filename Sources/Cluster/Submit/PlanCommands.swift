import Formats
import StageKit

/// The commands that a frozen plan's work consists of. Every engine runs these and no others.
public struct PlanCommands: Sendable {
  /// Where the program is for whoever runs it.
  public let program: String
  /// The plan's folder.
  public let plan: String
  /// The folder for documents.
  public let output: String
  /// Whether stages of the plan see the whole corpus.
  public let hasCorpusStages: Bool
  /// Further words of `songboard run`, such as `--jobs 4`.
  public let options: [String]

  /// The commands of a plan.
  public init(program: String, plan: String, output: String, hasCorpusStages: Bool, options: [String]) {
    self.program = program
    self.plan = plan
    self.output = output
    self.hasCorpusStages = hasCorpusStages
    self.options = options
  }

  /// - Throws: ``Failure`` if a word has a line break, which no script or manifest of an engine keeps together.
  public func checkLines() throws(Failure) {
    guard let word = ([program, plan, output] + options).first(where: { $0.contains(where: \.isNewline) }) else {
      return
    }
    throw Failure(
      "\(JSON.string(word).compact): has a line break, which scripts of an engine cannot hold", remedy: "rename it")
  }

  /// The work on one shard; without a number, on that which the engine names in the environment.
  func shard(_ number: Int? = nil) -> [String] {
    run + (number.map { ["--shard", String($0)] } ?? []) + options
  }

  /// What joins the shards.
  var merge: [String] { [program, "merge", plan, "-o", output] }

  /// What follows the joined shards; `nil` if nothing does.
  var corpus: [String]? { hasCorpusStages ? run + ["--corpus"] + options : nil }

  private var run: [String] { [program, "run", "--plan", plan, "-o", output] }
}

extension [String] {
  /// The words as a shell's command line.
  var shellLine: String { map(\.shellWord).joined(separator: " ") }
}
