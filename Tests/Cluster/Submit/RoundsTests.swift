import StageKit
import Synchronization
import Testing

@testable import Cluster

struct RoundsTests {
  /// An engine that does a part of what it is given.
  private final class Scripted: ShardEngine {
    var left: [Int] { shards.withLock { $0 } }
    var rounds: [[Int]] { runs.withLock { $0 } }
    var waited: [Int64] { pauses.withLock { $0.map(\.components.seconds) } }
    var finishCount: Int { finishes.withLock { $0 } }

    private let shards: Mutex<[Int]>
    private let runs = Mutex<[[Int]]>([])
    private let finishes = Mutex(0)
    private let done: @Sendable (Int, Int) -> Bool

    /// How long it was waited before each round but the first.
    let pauses = Mutex<[Duration]>([])

    init(_ shards: [Int], done: @escaping @Sendable (_ shard: Int, _ round: Int) -> Bool) {
      self.shards = Mutex(shards)
      self.done = done
    }

    func run(_ shards: [Int], round: Int) async throws {
      runs.withLock { $0.append(shards) }
      self.shards.withLock { left in left.removeAll { shards.contains($0) && done($0, round) } }
    }

    func finish() async throws -> Bool {
      finishes.withLock { $0 += 1 }
      return true
    }
  }

  @Test func onlyWhatIsUnfinishedIsRunAgain() async throws {
    let engine = Scripted([0, 1, 2, 5]) { shard, round in shard != 2 || round == 2 }
    let end = try await rounds(3, of: engine).run(on: engine)
    #expect(end.unfinished.isEmpty && end.isWhole)
    #expect(engine.rounds == [[0, 1, 2, 5], [2], [2]])
    #expect(engine.finishCount == 1)
  }

  @Test(arguments: [0, 1, 3]) func roundsAreLimited(limit: Int) async throws {
    let engine = Scripted([0, 1]) { shard, _ in shard == 0 }
    let end = try await rounds(limit, of: engine).run(on: engine)
    #expect(end.unfinished == [1] && !end.isWhole)
    #expect(engine.rounds.count == limit + 1)
    #expect(engine.finishCount == 0)
  }

  @Test func whatIsFinishedIsOnlyJoined() async throws {
    let engine = Scripted([]) { _, _ in false }
    #expect(try await rounds(3, of: engine).run(on: engine).unfinished.isEmpty)
    #expect(engine.rounds.isEmpty)
    #expect(engine.finishCount == 1)
  }

  /// What is told counts as `--rounds` does: with 3 of them, none is the fourth.
  @Test func roundsAreToldAsTheyAreAskedFor() async throws {
    let told = Mutex<[String]>([])
    let engine = Scripted([0, 1, 7]) { shard, _ in shard == 0 }
    _ = try await rounds(3, of: engine) { sentence in told.withLock { $0.append(sentence) } }.run(on: engine)
    #expect(
      told.withLock { $0 } == [
        "3 shards: 0-1,7", "again, round 1 of 3: 2 shards: 1,7",
        "nothing came of that; waits 10 s for what is wrong to pass", "again, round 2 of 3: 2 shards: 1,7",
        "nothing came of that; waits 30 s for what is wrong to pass", "again, round 3 of 3: 2 shards: 1,7",
      ])
  }

  /// Where nothing is done, as without the songs' disk, the pauses grow; what does something ends that.
  @Test func aRoundOfNothingIsFollowedByAPause() async throws {
    let gone = Scripted([0, 1]) { _, _ in false }
    _ = try await rounds(6, of: gone).run(on: gone)
    #expect(gone.waited == [10, 30, 90, 270, 300, 300])
    let back = Scripted([0, 1, 2]) { shard, round in shard == 0 ? round == 2 : round == 4 }
    #expect(try await rounds(6, of: back).run(on: back).isWhole)
    #expect(back.waited == [10, 30, 10])
    let killed = Scripted([0, 1]) { shard, round in shard <= round }
    #expect(try await rounds(3, of: killed).run(on: killed).isWhole)
    #expect(killed.waited == [])
  }

  @Test func aPauseCanBeInterrupted() async throws {
    let engine = Scripted([0]) { _, _ in false }
    let rest: @Sendable () -> Rounds.Rest = { Rounds.Rest(shards: engine.left, tracks: 1) }
    let task = Task { try await Rounds(limit: 3, rest: rest, tell: { _ in }).run(on: engine) }
    while engine.rounds.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(engine.rounds.count == 1)
  }

  private func rounds(
    _ limit: Int, of engine: Scripted, tell: @escaping @Sendable (String) -> Void = { _ in }
  ) -> Rounds {
    Rounds(
      limit: limit, rest: { Rounds.Rest(shards: engine.left, tracks: 10 * engine.left.count) }, tell: tell,
      wait: { pause in engine.pauses.withLock { $0.append(pause) } })
  }
}
