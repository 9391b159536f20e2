import Glibc

/// The best path that holds limits on the types' shares.
///
/// Multipliers first: the best path at some prices for each type's length is an upper bound for all paths within the
/// limits, and often within them itself. Where it is not, or the bound is far above the best path found, a search over
/// partial paths that tells them apart by what they have used of each type (a state of the lattice) goes on. On small
/// lattices that search is exact; on large ones it keeps the most promising partial paths, and the bound says how much
/// can be lost at most.
struct ShareSearch {
  /// A path within the limits.
  struct Found {
    let path: [Segment]
    /// The path's score.
    let score: Double
    /// No path within the limits scores more than this.
    let bound: Double
  }

  private let lattice: SegmentLattice
  private let shares: ShareLimits
  private let types: [Int]
  private let bonus: Double
  private let closeEnough: Double
  private let width: Int

  private static let rounds = 12

  /// A search on a lattice.
  ///
  /// - Parameters:
  ///   - bonus: Added to the score of every segment.
  ///   - closeEnough: The gap to the bound, as a logarithm of weights, at which nothing better is looked for.
  ///   - width: How many partial paths are kept at each boundary.
  init(_ lattice: SegmentLattice, _ shares: ShareLimits, bonus: Double, closeEnough: Double = 0.5, width: Int = 48) {
    self.lattice = lattice
    self.shares = shares
    types = shares.types
    self.bonus = bonus
    self.closeEnough = closeEnough
    self.width = width
  }

  /// The best path within the limits that is found; `nil` if none is.
  func best() -> Found? {
    guard var priced = priced() else { return nil }
    if priced.bound - (priced.found?.score ?? -.infinity) > closeEnough,
      let searched = searched(prices: priced.prices), searched.score > priced.found?.score ?? -.infinity
    {
      priced.found = searched
    }
    return priced.found.map { Found(path: $0.path, score: $0.score, bound: max(priced.bound, $0.score)) }
  }

  // MARK: Prices

  private struct Priced {
    /// The best path within the limits so far.
    var found: (path: [Segment], score: Double)?
    /// The lowest upper bound, and the prices that gave it.
    var bound = Double.infinity
    var prices: [Double]
  }

  /// Looks for prices that make the bound low (a subgradient method); `nil` if the lattice has no way through.
  private func priced() -> Priced? {
    let places = shares.places.map(Double.init)
    var result = Priced(prices: [Double](repeating: 0, count: lattice.types))
    var prices = result.prices
    // At first, about a factor of e per segment between neighbouring boundaries.
    var step = Double(lattice.end) / max(1, places[lattice.end])
    for _ in 0..<Self.rounds {
      guard let best = SemiMarkov(lattice.charging(prices, places: places)).best(bonus: bonus) else { return nil }
      var (score, bound) = (best.score, best.score)
      var next = prices
      for type in types {
        guard let limit = shares.limits[type] else { continue }
        let length = shares.length(of: type, on: best.path)
        score += prices[type] * Double(length)
        bound += prices[type] * Double(prices[type] > 0 ? limit.upperBound : limit.lowerBound)
        let excess = Double(length - (prices[type] > 0 ? limit.upperBound : limit.lowerBound))
        if length > limit.upperBound || length < limit.lowerBound || prices[type] != 0 {
          next[type] += excess > 0 ? step : excess < 0 ? -step : 0
        }
        // A limit that holds by itself needs no price.
        if prices[type] * next[type] < 0 { next[type] = 0 }
      }
      if shares.hold(on: best.path), score > result.found?.score ?? -.infinity { result.found = (best.path, score) }
      if bound < result.bound { (result.bound, result.prices) = (bound, prices) }
      guard next != prices, result.bound - (result.found?.score ?? -.infinity) > closeEnough else { break }
      prices = next
      step *= 0.75
    }
    return result
  }

  // MARK: Partial paths

  /// A path to a boundary.
  private struct Partial {
    let segment: Segment
    /// The type before, or none.
    let typeBefore: Int
    /// The path before, in the list of all.
    let before: Int?
    let score: Double
    /// The score less the prices: what partial paths to one boundary are compared by.
    let priced: Double
    /// What has been used of each limited type.
    let used: [Int]
  }

  /// What tells partial paths to one boundary apart.
  private struct Kind: Hashable {
    let typeBefore: Int
    let type: Int
    let used: [Int]
  }

  /// The best path of those that the beam keeps.
  private func searched(prices: [Double]) -> (path: [Segment], score: Double)? {
    let total = shares.places[lattice.end]
    // Uses closer than this are one kind on a large lattice.
    let grain = max(1, total / 96)
    var all: [Partial] = []
    var kept: [[Int]] = lattice.starts.map { _ in [] }
    for end in 1...lattice.end {
      var best: [Kind: Partial] = [:]
      func offer(_ partial: Partial) {
        let kind = Kind(
          typeBefore: partial.typeBefore, type: partial.segment.type, used: partial.used.map { $0 / grain })
        if partial.priced > best[kind]?.priced ?? -.infinity { best[kind] = partial }
      }
      for start in lattice.starts[end] {
        let befores: [Int?] = start == 0 ? [nil] : kept[start]
        for before in befores {
          for type in 0..<lattice.types {
            extend(before.map { all[$0] }, at: before, by: Segment(start: start, end: end, type: type), prices: prices)
              .map(offer)
          }
        }
      }
      let ranked = best.values.sorted { first, second in
        (-first.priced, first.segment.start, first.segment.type) < (
          -second.priced, second.segment.start, second.segment.type
        )
      }
      for partial in ranked.prefix(width) {
        kept[end].append(all.count)
        all.append(partial)
      }
    }
    let whole = kept[lattice.end].filter { index in
      zip(types, all[index].used).allSatisfy { shares.limits[$0]?.contains($1) ?? true }
    }
    guard let best = whole.max(by: { all[$0].score < all[$1].score }) else { return nil }
    let path = sequence(first: best) { all[$0].before }.map { all[$0].segment }
    return (path.reversed(), all[best].score)
  }

  /// A partial path with one more segment; `nil` if the model rules it out, or the limits can no longer be held.
  private func extend(_ before: Partial?, at index: Int?, by segment: Segment, prices: [Double]) -> Partial? {
    let (type, last) = (segment.type, before?.segment.type ?? lattice.none)
    var score = lattice.scores[lattice.segment(from: segment.start, to: segment.end) * lattice.types + type] + bonus
    if let before {
      score += lattice.transitions[(before.typeBefore * lattice.types + last) * lattice.types + type]
    } else {
      score += lattice.opening[type]
    }
    if segment.end == lattice.end { score += lattice.closing[type] }
    guard score > -.infinity else { return nil }
    let length = shares.places[segment.end] - shares.places[segment.start]
    let left = shares.places[lattice.end] - shares.places[segment.end]
    var used = before?.used ?? [Int](repeating: 0, count: types.count)
    for (column, limited) in types.enumerated() {
      if limited == type { used[column] += length }
      guard let limit = shares.limits[limited], used[column] <= limit.upperBound,
        used[column] + left >= limit.lowerBound
      else { return nil }
    }
    return Partial(
      segment: segment, typeBefore: last, before: index, score: (before?.score ?? 0) + score,
      priced: (before?.priced ?? 0) + score - prices[type] * Double(length), used: used)
  }
}
