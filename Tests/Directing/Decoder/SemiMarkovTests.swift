import Glibc
import StageKit
import Testing

@testable import Directing

@Suite struct SemiMarkovTests {
  @Test(arguments: 0..<20) func bestPathIsThatOfAllPaths(seed: UInt64) throws {
    let lattice = SegmentLattice.random(seed: seed, boundaries: 6, longest: 1 + Int(seed % 4))
    let bonus = Double(seed % 5) - 2
    let expected = try #require(BruteForce(lattice, bonus: bonus).best)
    let found = try #require(SemiMarkov(lattice).best(bonus: bonus))
    #expect(abs(found.score - expected.score) < 1e-9)
    #expect(found.path == expected.path)
  }

  @Test(arguments: 0..<20) func sumsAreThoseOverAllPaths(seed: UInt64) throws {
    let lattice = SegmentLattice.random(seed: seed, boundaries: 6, longest: 1 + Int(seed % 4))
    let bonus = Double(seed % 5) - 2
    let all = BruteForce(lattice, bonus: bonus)
    let model = SemiMarkov(lattice)
    let sums = try #require(model.forward(bonus: bonus))
    #expect(abs(sums.total - all.total) < 1e-9)
    let posterior = model.posterior(sums)
    #expect(abs(posterior.shots - all.mean { Double($0.count) }) < 1e-9)
    for stretch in 0..<lattice.end {
      for type in 0..<lattice.types {
        let expected = all.mean { path in
          path.contains { $0.start <= stretch && stretch < $0.end && $0.type == type } ? 1 : 0
        }
        #expect(abs(posterior.marginals[stretch * lattice.types + type] - expected) < 1e-9)
      }
    }
  }

  @Test func samplesComeAsOftenAsTheirWeightSays() throws {
    let lattice = SegmentLattice.random(seed: 7, boundaries: 4, longest: 3, types: 2)
    let all = BruteForce(lattice, bonus: 0)
    let model = SemiMarkov(lattice)
    let sums = try #require(model.forward(bonus: 0))
    let draws = 4000
    var counts: [[Segment]: Int] = [:]
    for seed in 0..<draws { counts[model.sample(sums, by: CounterRandom(seed: UInt64(seed))), default: 0] += 1 }
    #expect(counts.keys.allSatisfy { path in all.paths.contains { $0.path == path } })
    for (path, score) in all.paths {
      let probability = exp(score - all.total)
      let deviation = (probability * (1 - probability) / Double(draws)).squareRoot()
      #expect(abs(Double(counts[path] ?? 0) / Double(draws) - probability) < 4.5 * deviation + 1e-3)
    }
  }

  @Test func longTracksDoNotUnderflow() throws {
    let lattice = SegmentLattice.random(seed: 3, boundaries: 3000, longest: 3)
    let model = SemiMarkov(lattice)
    let sums = try #require(model.forward(bonus: -400))
    let posterior = model.posterior(sums)
    #expect(sums.total.isFinite && sums.total < -300_000)
    for stretch in [0, 1500, 2998] {
      let row = posterior.marginals[stretch * 3..<stretch * 3 + 3]
      #expect(abs(row.reduce(0, +) - 1) < 1e-9)
    }
    #expect(model.sample(sums, by: CounterRandom(seed: 1)).map { $0.end - $0.start }.reduce(0, +) == 2999)
  }

  @Test func aLatticeWithoutAWayThroughIsRefused() {
    let broken = SegmentLattice(
      starts: [0..<0, 0..<1, 2..<2], marks: [0, 1, 2], opening: [0, 0], transition: { _, _, _ in 0 },
      score: { _, _, _ in })
    #expect(SemiMarkov(broken).best(bonus: 0) == nil)
    #expect(SemiMarkov(broken).forward(bonus: 0) == nil)
  }
}
