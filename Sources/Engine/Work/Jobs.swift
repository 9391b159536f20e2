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

  /// Works on items as they come: what comes of one is taken while the next is waited for.
  ///
  /// - Parameters:
  ///   - next: Waits for an item, on a thread of its own; `nil` if none comes any more, or its task is cancelled.
  ///   - begin: Is told of an item before work on it begins.
  ///   - work: The work on one item.
  ///   - take: Takes what came of one, and tells whether to go on.
  /// - Throws: As with items that are known.
  func callAsFunction<Item: Sendable, Outcome: Sendable>(
    asTheyCome next: @escaping @Sendable () -> Item?, begin: (Item) throws -> Void,
    work: @escaping @Sendable (Item) throws -> Outcome, take: (Result<Outcome, any Error>) throws -> Bool
  ) async throws {
    let (threads, reader) = (try JobThreads(count: count), try JobThreads(count: 1))
    try await withThrowingTaskGroup(of: Step<Item, Outcome>.self) { group in
      var (running, isReading, goesOn, hasEnded) = (0, false, true, false)
      func readNext() {
        guard !isReading, !hasEnded, running < count else { return }
        isReading = true
        group.addTask(executorPreference: reader) { .item(next()) }
      }
      readNext()
      while let step = try await group.next() {
        switch step {
        case .item(let item?) where !hasEnded:
          try begin(item)
          running += 1
          group.addTask(executorPreference: threads) { .outcome(Result { try work(item) }) }
          isReading = false
        case .item:
          hasEnded = true
        case .outcome(let result):
          running -= 1
          if !goesOn, case .failure(is CancellationError) = result { continue }
          goesOn = try take(result) && goesOn
          if !goesOn {
            hasEnded = true
            group.cancelAll()
          }
        }
        readNext()
      }
      if goesOn { try Task.checkCancellation() }
    }
  }

  /// What happens while items come.
  private enum Step<Item: Sendable, Outcome: Sendable>: Sendable {
    case item(Item?)
    case outcome(Result<Outcome, any Error>)
  }
}
