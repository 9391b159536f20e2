/// Works through items on threads of their own, so many at once.
public struct Jobs: Sendable {
  /// How many items are in work at once.
  let count: Int

  /// - Parameter count: How many items are in work at once, at least 1.
  public init(count: Int) { self.count = count }

  /// Works on all items.
  ///
  /// - Parameters:
  ///   - begin: Is told of an item before work on it begins.
  ///   - work: The work on one item.
  ///   - take: Takes what came of one, in the order in which they end, and tells whether to go on. Items that are in
  ///     work when it does not are cancelled: that they were is no outcome, and is not told.
  /// - Throws: What `begin` and `take` throw; items that are in work then are cancelled and waited for.
  public func callAsFunction<Item: Sendable, Outcome: Sendable>(
    through items: some Sequence<Item>, begin: (Item) throws -> Void = { _ in },
    work: @escaping @Sendable (Item) throws -> Outcome, take: (Result<Outcome, any Error>) throws -> Bool
  ) async throws {
    let threads = try JobThreads(count: count)
    try await withThrowingTaskGroup(of: Result<Outcome, any Error>.self) { group in
      var waiting = items.makeIterator()
      func startNext() throws {
        guard let item = waiting.next() else { return }
        try begin(item)
        group.addTask(executorPreference: threads) { Result { try work(item) } }
      }
      for _ in 0..<count { try startNext() }
      var goesOn = true
      while let result = try await group.next() {
        if !goesOn, case .failure(is CancellationError) = result { continue }
        goesOn = try take(result) && goesOn
        if goesOn { try startNext() } else { group.cancelAll() }
      }
    }
  }
}
