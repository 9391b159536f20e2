import StageKit

/// Puts stages after those that they take from.
struct StageOrder {
  /// The indices of the stages that can run, each after those it takes from; the file's order among those that are ready.
  private(set) var order: [Int] = []
  /// The cycles, each as indices of stages of which each gives to the next and the last to the first.
  private(set) var cycles: [[Int]] = []

  /// By stage, the stages that take from it.
  private let takers: [[Int]]

  init(_ drafts: [StageDraft]) {
    let indices = Dictionary(drafts.enumerated().map { ($0.element.name, $0.offset) }) { first, _ in first }
    let givers = drafts.map { Set($0.givers.compactMap { indices[$0] }) }
    var takers = [[Int]](repeating: [], count: drafts.count)
    for (taker, givers) in givers.enumerated() {
      for giver in givers { takers[giver].append(taker) }
    }
    self.takers = takers
    var open = givers.map(\.count)
    // Sorted downwards, so that the first of the file is at the end.
    var ready = Array(open.indices.filter { open[$0] == 0 }.reversed())
    while let next = ready.popLast() {
      order.append(next)
      for taker in takers[next] {
        open[taker] -= 1
        guard open[taker] == 0 else { continue }
        let place = ready.lastIndex { $0 > taker }.map { $0 + 1 } ?? 0
        ready.insert(taker, at: place)
      }
    }
    findCycles(among: Set(drafts.indices).subtracting(order))
  }

  /// What is left is on a cycle, or behind one and then no mistake of its own.
  private mutating func findCycles(among left: Set<Int>) {
    var known: Set<Int> = []
    for stage in left.sorted() where !known.contains(stage) {
      guard let cycle = shortestCycle(through: stage, within: left) else { continue }
      known.formUnion(cycle)
      cycles.append(cycle)
    }
  }

  /// Breadth first, along the wires.
  private func shortestCycle(through start: Int, within left: Set<Int>) -> [Int]? {
    var before: [Int: Int] = [:]
    var front = [start]
    while !front.isEmpty {
      var next: [Int] = []
      for stage in front {
        for taker in takers[stage] where left.contains(taker) && before[taker] == nil {
          before[taker] = stage
          if taker == start { return path(to: start, before: before) }
          next.append(taker)
        }
      }
      front = next
    }
    return nil
  }

  private func path(to start: Int, before: [Int: Int]) -> [Int] {
    var path: [Int] = []
    var stage = start
    while let giver = before[stage] {
      path.append(giver)
      if giver == start { break }
      stage = giver
    }
    return path.reversed()
  }
}
