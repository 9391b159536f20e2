import Glibc
import StageKit
import Testing

@testable import Directing

@Suite struct ShareSearchTests {
  /// A small lattice whose boundaries lie unevenly, with limits on one to three types.
  private func problem(_ seed: UInt64) -> (lattice: SegmentLattice, shares: ShareLimits) {
    let chance = CounterRandom(seed: seed &+ 1000)
    let lattice = SegmentLattice.random(seed: seed, boundaries: 6, longest: 1 + Int(seed % 4))
    var places = [0]
    for boundary in 1..<6 {
      places.append(places[boundary - 1] + 1 + Int(4 * chance.uniform("step", UInt64(boundary))))
    }
    var limits: [Int: ClosedRange<Int>] = [:]
    for type in 0...Int(seed % 3) {
      let ends = [0, 1].map { Int(Double(places[5] + 1) * chance.uniform("limit", UInt64(type), $0)) }.sorted()
      limits[type] = ends[0]...ends[1]
    }
    return (lattice, ShareLimits(places: places, limits: limits))
  }

  @Test(arguments: 0..<60) func bestPathIsThatOfAllWithinTheLimits(seed: UInt64) throws {
    let (lattice, shares) = problem(seed)
    let bonus = Double(seed % 5) - 2
    let within = BruteForce(lattice, bonus: bonus).paths.filter { shares.hold(on: $0.path) }
    let expected = within.map(\.score).max()
    let found = ShareSearch(lattice, shares, bonus: bonus, closeEnough: 1e-9, width: 10_000).best()
    #expect((found == nil) == (expected == nil))
    guard let found, let expected else { return }
    #expect(shares.hold(on: found.path))
    #expect(abs(found.score - expected) < 1e-9)
    #expect(found.bound >= expected - 1e-9)
  }

  @Test(arguments: 0..<60) func theBoundHoldsWhereTheSearchIsNarrow(seed: UInt64) throws {
    let (lattice, shares) = problem(seed)
    guard let found = ShareSearch(lattice, shares, bonus: 0, width: 4).best() else { return }
    let within = BruteForce(lattice, bonus: 0).paths.filter { shares.hold(on: $0.path) }
    let best = try #require(within.map(\.score).max())
    #expect(shares.hold(on: found.path))
    #expect(found.score <= best + 1e-9)
    #expect(found.bound >= best - 1e-9)
  }

  @Test func pricesBringExpectedLengthsWithinTheLimits() throws {
    let lattice = SegmentLattice.random(seed: 5, boundaries: 200, longest: 6)
    let places = (0..<200).map { $0 * 10 }
    let free = SemiMarkov(lattice)
    let everywhere = ShareLimits(places: places, limits: [:])
    let usual = everywhere.lengths(free.posterior(try #require(free.forward(bonus: 0))), types: 3)
    #expect(abs(usual.reduce(0, +) - 1990) < 1e-6)
    // Less of the first than it has by itself, more of the second.
    let shares = ShareLimits(
      places: places, limits: [0: 0...Int(usual[0] / 2), 1: Int(1.3 * usual[1])...Int(1.6 * usual[1])])
    let prices = SharePrices(lattice, shares, usual: 30, bonus: 0).prices
    #expect(prices[0] > 0 && prices[1] < 0 && prices[2] == 0)
    let model = SemiMarkov(lattice.charging(prices, places: places.map(Double.init)))
    let lengths = shares.lengths(model.posterior(try #require(model.forward(bonus: 0))), types: 3)
    for (type, limit) in shares.limits {
      #expect(Double(limit.lowerBound) <= lengths[type] && lengths[type] <= Double(limit.upperBound))
    }
  }
}
