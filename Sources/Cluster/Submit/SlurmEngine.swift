import Files
import StageKit

/// Shards as arrays of Slurm.
public struct SlurmEngine: ShardEngine {
  private let script: SlurmScript
  private let queue: SlurmQueue
  private let limit: Int
  private let tell: @Sendable (String) -> Void

  /// - Parameter tell: Is told what Slurm says.
  /// - Throws: ``Failure`` if Slurm does not answer.
  public init(_ script: SlurmScript, tell: @escaping @Sendable (String) -> Void) throws(Failure) {
    self.script = script
    self.tell = tell
    queue = SlurmQueue(name: script.name)
    limit = try Self.maxArraySize()
  }

  /// Slurm's MaxArraySize: the number that is above any index of an array.
  ///
  /// - Throws: ``Failure`` if Slurm does not answer.
  public static func maxArraySize() throws(Failure) -> Int { try SlurmQueue.maxArraySize() }

  /// Submits shards as arrays, and waits until none is in the queue.
  public func run(_ shards: [Int], round: Int) async throws {
    // What an earlier `submit` of this plan left in the queue is at work on the same shards.
    let before = try queue.tasks()
    if before.contains(where: { !$0.hasEnded }) {
      tell("jobs of this plan are in the queue already, as \(script.name): waits for them")
      _ = try await waitForAll()
      return
    }
    try await submit(shards, round: round)
    // Those of earlier rounds are shown for a while.
    let old = Set(before.map(\.id))
    try check(try await waitForAll().filter { !old.contains($0.key) })
  }

  private func submit(_ shards: [Int], round: Int) async throws {
    for (number, array) in SlurmArray.pieces(of: shards, below: limit).enumerated() {
      let file = try write(script.text(of: array), to: "shards-\(round)-\(number + 1).sh")
      do {
        tell(try queued(array, file))
      } catch {
        // There may be as many in the queue as the user may have there.
        guard try queue.tasks().contains(where: { !$0.hasEnded }) else { throw error }
        tell("\(error); waits for the jobs that are in the queue")
        _ = try await waitForAll()
        tell(try queued(array, file))
      }
    }
  }

  private func queued(_ array: SlurmArray, _ file: String) throws(Failure) -> String {
    "job \(try queue.submit(file)): shards \(ShardRanges.text(of: array.shards))"
  }

  /// Submits the merge, and the corpus job behind it.
  public func finish() async throws {
    let merge = try queue.submit(try write(script.merge, to: "merge.sh"))
    tell("job \(merge): merge")
    var jobs = [("merge", merge)]
    if let text = script.corpus {
      let corpus = try queue.submit(try write(text, to: "corpus.sh"), after: merge)
      tell("job \(corpus): the stages that see the corpus")
      jobs.append(("corpus", corpus))
    }
    let ended = try await waitForAll()
    for (name, id) in jobs where ended[id]?.state != "COMPLETED" {
      let end = ended[id].map { "\($0.state.lowercased()), exit code \($0.code.map(String.init) ?? "none")" }
      throw Failure(
        "job \(id), \(name), did not end well: \(end ?? "Slurm knows it no more")",
        remedy: "see \(script.folder)/\(name)-\(id).log")
    }
  }

  private func write(_ text: String, to name: String) throws(Failure) -> String {
    let path = "\(script.folder)/\(name)"
    try FileTree.makeFolder(script.folder)
    try OutputFile(path: path, mode: .replacing).write(Array(text.utf8))
    return path
  }

  /// Waits until no job of the plan is in the queue.
  ///
  /// - Returns: How each ended that Slurm still knew.
  private func waitForAll() async throws -> [String: SlurmQueue.Task] {
    var ended: [String: SlurmQueue.Task] = [:]
    var told: Set<String> = []
    var pause = Duration.seconds(1)
    while true {
      do {
        let tasks = try queue.tasks()
        for task in tasks where task.hasEnded { ended[task.id] = task }
        let waiting = tasks.filter { !$0.hasEnded }
        if waiting.isEmpty { return ended }
        for task in waiting where task.reason.lowercased().contains("held") {
          // One that a node could not start would wait for a person; the next round runs it.
          if task.reason.contains("launch failed") { queue.cancel(task) }
          if told.insert(task.reason).inserted { tell("task \(task.id) is held: \(task.reason)") }
        }
      } catch {
        // A controller that is started anew keeps its queue.
        if told.insert(error.description).inserted { tell("\(error); goes on asking") }
      }
      try await Swift.Task.sleep(for: pause)
      pause = min(pause * 3 / 2, .seconds(10))
    }
  }

  /// - Throws: ``Failure`` if a task was refused: the plan is not for this program, say.
  private func check(_ ended: [String: SlurmQueue.Task]) throws(Failure) {
    let tasks = ended.values.filter { $0.state != "COMPLETED" }
    let ends = Dictionary(grouping: tasks) { task in
      "\(task.state.lowercased()) \(task.code.map { "with exit code \($0)" } ?? "by a signal")"
    }
    for (end, tasks) in ends.sorted(by: { $0.key < $1.key }) {
      tell("\(tasks.count) tasks: \(end): \(tasks.map(\.id).sorted().prefix(8).joined(separator: ", "))")
    }
    let refused = tasks.filter { task in
      if case .refused = ShardEnd(code: task.code) { task.state == "FAILED" } else { false }
    }
    if let first = refused.min(by: { $0.id < $1.id }) {
      throw Failure(
        "task \(first.id) was refused, with exit code \(first.code ?? 0)",
        remedy: "see \(script.folder)/shards-\(first.id).log")
    }
  }
}
