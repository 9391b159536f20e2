import StageKit

/// What runs shards somewhere and waits for them.
public protocol ShardEngine: Sendable {
  /// Runs each of some shards once, and waits until all have ended, well or not: the journals tell what came of them.
  ///
  /// - Parameters:
  ///   - shards: Their numbers, ascending.
  ///   - round: 0 for the first time, then how often shards have been run again.
  /// - Throws: ``Failure`` if there is no use in another try; `CancellationError`.
  func run(_ shards: [Int], round: Int) async throws

  /// Joins the shards, and then runs the stages that see the corpus.
  ///
  /// - Returns: Whether those stages did all of their work, exit code 0 and not 1.
  /// - Throws: ``Failure`` if one of the two does not come to its end; `CancellationError`.
  func finish() async throws -> Bool
}

/// A plan's work: shards are run, and in rounds those that did not come to their end again.
public struct Rounds: Sendable {
  private let limit: Int
  private let unfinished: @Sendable () throws -> [Int]
  private let tell: @Sendable (String) -> Void

  /// - Parameters:
  ///   - limit: How many rounds there are at most: how often what is unfinished is run again.
  ///   - unfinished: The shards that have tracks without an outcome, ascending.
  ///   - tell: Is told of the first time and of each round.
  public init(
    limit: Int, unfinished: @escaping @Sendable () throws -> [Int], tell: @escaping @Sendable (String) -> Void
  ) {
    self.limit = limit
    self.unfinished = unfinished
    self.tell = tell
  }

  /// Runs all that is unfinished, and finishes.
  ///
  /// - Returns: The shards that are unfinished after the last round, then nothing is joined; and whether the stages that
  ///   see the corpus did all of their work.
  /// - Throws: As the engine does.
  public func run(on engine: some ShardEngine) async throws -> (unfinished: [Int], isWhole: Bool) {
    var waiting = try unfinished()
    for round in 0...limit where !waiting.isEmpty {
      let shards = "\(waiting.count) shards: \(ShardRanges.text(of: waiting))"
      tell(round == 0 ? shards : "again, round \(round) of \(limit): \(shards)")
      try await engine.run(waiting, round: round)
      waiting = try unfinished()
    }
    return (waiting, waiting.isEmpty ? try await engine.finish() : false)
  }
}
