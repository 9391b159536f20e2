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
  public func finish() async throws -> Bool {
    let merge = try queue.submit(try write(script.merge, to: "merge.sh"))
    tell("job \(merge): merge")
    guard let text = script.corpus else { return try check("merge", merge, in: try await waitForAll(), may: [0]) }
    let corpus = try queue.submit(try write(text, to: "corpus.sh"), after: merge)
    tell("job \(corpus): the stages that see the corpus")
    let ended = try await waitForAll()
    return try check("merge", merge, in: ended, may: [0]) && check("corpus", corpus, in: ended, may: [0, 1])
  }

  /// - Parameter codes: The exit codes with which a job has come to its end.
  /// - Returns: Whether it was 0.
  /// - Throws: ``Failure`` if a job did not come to its end.
  private func check(
    _ name: String, _ job: String, in ended: [String: SlurmQueue.Task], may codes: [Int32]
  ) throws(Failure) -> Bool {
    let log = "\(script.folder)/\(name)-\(job).log"
    guard let task = ended[job] else { throw Failure("Slurm knows no more how \(name) ended", remedy: "see \(log)") }
    guard task.state == "COMPLETED" || task.state == "FAILED", let code = task.code, codes.contains(code) else {
      throw Failure("\(name), job \(job), ended \(task.end)", remedy: "see \(log)")
    }
    if code != 0 { tell("\(name), job \(job), ended \(task.end): see \(log)") }
    return code == 0
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
    let start = ContinuousClock.now
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
      // A twentieth of what it has taken so far, and never so often that it would be a burden.
      try await Swift.Task.sleep(for: min(max((ContinuousClock.now - start) / 20, .seconds(1)), .seconds(10)))
    }
  }

  /// - Throws: ``Failure`` if a task was refused: the plan is not for this program, say.
  private func check(_ ended: [String: SlurmQueue.Task]) throws(Failure) {
    let tasks = ended.values.filter { $0.state != "COMPLETED" }.sorted { $0.id < $1.id }
    for (end, tasks) in Dictionary(grouping: tasks, by: \.end).sorted(by: { $0.key < $1.key }) {
      tell("\(tasks.count) tasks ended \(end): \(tasks.prefix(8).map(\.id).joined(separator: ", "))")
    }
    for task in tasks where task.state == "FAILED" {
      guard case .refused = ShardEnd(code: task.code) else { continue }
      throw Failure("task \(task.id) ended \(task.end)", remedy: "see \(script.folder)/shards-\(task.id).log")
    }
  }
}
