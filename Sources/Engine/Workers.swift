/// Works through items, so many at once.
struct Workers: Sendable {
  /// How many items are in work at once.
  let count: Int

  /// Works on all items. An item that is cancelled gives nothing.
  ///
  /// - Parameters:
  ///   - begin: Is told of an item before work on it begins.
  ///   - work: The work on one item.
  ///   - take: Takes what came of one, in the order in which they end, and tells whether to go on.
  func callAsFunction<Item: Sendable, Result: Sendable>(
    through items: [Item], begin: (Item) throws -> Void, work: @escaping @Sendable (Item) throws -> Result,
    take: (Result?) throws -> Bool
  ) async throws {
    try await withThrowingTaskGroup(of: Result?.self) { group in
      var waiting = items[...]
      func startNext() throws {
        guard let item = waiting.popFirst() else { return }
        try begin(item)
        group.addTask { try? work(item) }
      }
      for _ in 0..<min(count, items.count) { try startNext() }
      while let result = try await group.next() {
        if try take(result) {
          try startNext()
        } else {
          group.cancelAll()
        }
      }
    }
  }
}
