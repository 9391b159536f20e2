import Engine
import Files
import FoundationEssentials
import StageKit

/// Shards as processes of this machine: for tests, and for machines that have no engine.
public struct LocalEngine: ShardEngine {
  /// How long a process may take to end when it is asked to, in milliseconds: it drops its tracks within 5 s.
  private static let patience: Int32 = 8_000
  /// A shard may be silent for as long as it works: a week, in seconds.
  private static let silence = 604_800

  private let commands: PlanCommands
  private let count: Int
  private let tell: @Sendable (String) -> Void

  /// - Parameters:
  ///   - count: How many processes run at once.
  ///   - tell: Is told of shards that do not end well.
  public init(_ commands: PlanCommands, atOnce count: Int, tell: @escaping @Sendable (String) -> Void) {
    self.commands = commands
    self.count = count
    self.tell = tell
  }

  /// Starts a process for each shard.
  public func run(_ shards: [Int], round: Int) async throws {
    var refusal: Failure?
    try await Jobs(count: count)(through: shards) { shard in
      (shard, try Self.run(commands.shard(shard), name: "shard \(shard)"))
    } take: { result in
      let (shard, end) = try result.get()
      switch ShardEnd(code: end.code) {
      case .done, .failedTracks: break
      case .unfinished: tell("shard \(shard) ended with \(end.reason); it is not finished")
      case .refused: refusal = Failure("shard \(shard) ended with \(end.reason)")
      }
      return refusal == nil
    }
    if let refusal { throw refusal }
  }

  /// The commands that it runs first, a line for each.
  public func preview(of shards: [Int]) -> String {
    let all = shards.map { commands.shard($0) } + [commands.merge] + (commands.corpus.map { [$0] } ?? [])
    return all.map { $0.shellLine + "\n" }.joined()
  }

  /// Joins the shards in a process, and sees to the corpus in another.
  public func finish() async throws -> Bool {
    let (code, reason) = try await end(of: commands.merge)
    guard code == 0 else { throw Failure("\(commands.merge.shellLine) ended with \(reason)") }
    guard let words = commands.corpus else { return true }
    let corpus = try await end(of: words)
    guard corpus.code == 0 || corpus.code == 1 else {
      throw Failure("\(words.shellLine) ended with \(corpus.reason)")
    }
    if corpus.code == 1 { tell("\(words.shellLine) ended with \(corpus.reason)") }
    return corpus.code == 0
  }

  private func end(of words: [String]) async throws -> (code: Int32?, reason: String) {
    var end: (code: Int32?, reason: String)?
    try await Jobs(count: 1)(through: [words]) { words in
      try Self.run(words, name: words.shellLine)
    } take: { result in
      end = try result.get()
      return true
    }
    guard let end else { throw CancellationError() }
    return end
  }

  /// Runs a command to its end.
  ///
  /// - Returns: Its exit code, `nil` if a signal ended it; and what is told of its end.
  private static func run(_ words: [String], name: String) throws -> (code: Int32?, reason: String) {
    let variables = Array(ProcessInfo.processInfo.environment.keys)
    let process = try ChildProcess(
      words[0], Array(words.dropFirst()), name: name, in: .own, silence: silence, inheriting: variables)
    guard let process else { throw Failure("there is no program \(words[0])") }
    do {
      let end = try process.finish()
      let log = process.messages.lastLines(2)
      return (end.exitCode, ([end.description] + log).joined(separator: ": "))
    } catch {
      // What it was doing is dropped in order, and its files with it.
      process.interrupt(patience: patience)
      throw CancellationError()
    }
  }
}
