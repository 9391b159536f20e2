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
///
/// A time from which nothing came, as where the disk of the songs is gone or one takes no more, is followed by a pause:
/// what is wrong may pass, and would only be met again at once.
public struct Rounds: Sendable {
  /// What is left of a plan's work.
  public struct Rest: Sendable, Hashable {
    /// The shards that have tracks without an outcome, ascending.
    public let shards: [Int]
    /// How many such tracks there are.
    public let tracks: Int

    /// What is left.
    public init(shards: [Int], tracks: Int) {
      (self.shards, self.tracks) = (shards, tracks)
    }
  }

  /// The first pause; each that follows it without anything done between is `growth` times longer, up to the longest.
  private static let firstPause = Duration.seconds(10)
  private static let growth = 3
  private static let longestPause = Duration.seconds(300)

  private let limit: Int
  private let rest: @Sendable () throws -> Rest
  private let tell: @Sendable (String) -> Void
  private let wait: @Sendable (Duration) async throws -> Void

  /// - Parameters:
  ///   - limit: How many rounds there are at most: how often what is unfinished is run again.
  ///   - rest: What is left to do.
  ///   - tell: Is told of the first time, of each round and of each pause.
  ///   - wait: Waits until a pause is over, or throws `CancellationError`.
  public init(
    limit: Int, rest: @escaping @Sendable () throws -> Rest, tell: @escaping @Sendable (String) -> Void,
    wait: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.limit = limit
    self.rest = rest
    self.tell = tell
    self.wait = wait
  }

  /// Runs all that is unfinished, and finishes.
  ///
  /// - Returns: The shards that are unfinished after the last round, then nothing is joined; and whether the stages that
  ///   see the corpus did all of their work.
  /// - Throws: As the engine does.
  public func run(on engine: some ShardEngine) async throws -> (unfinished: [Int], isWhole: Bool) {
    var rest = try self.rest()
    var pause = Self.firstPause
    for round in 0...limit where !rest.shards.isEmpty {
      let count = rest.shards.count
      let shards = "\(count) shard\(count == 1 ? "" : "s"): \(ShardRanges.text(of: rest.shards))"
      tell(round == 0 ? shards : "again, round \(round) of \(limit): \(shards)")
      try await engine.run(rest.shards, round: round)
      let before = rest
      rest = try self.rest()
      if rest != before {
        pause = Self.firstPause
      } else if round < limit {
        tell("nothing came of that; waits \(pause.components.seconds) s for what is wrong to pass")
        try await wait(pause)
        pause = min(pause * Self.growth, Self.longestPause)
      }
    }
    return (rest.shards, rest.shards.isEmpty ? try await engine.finish() : false)
  }
}
