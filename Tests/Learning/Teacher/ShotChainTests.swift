import Glibc
import StageKit
import Testing

@testable import Learning

/// The chain against the sum and the maximum over all paths, one by one.
@Suite struct ShotChainTests {
  private static let types = 3
  private static let seconds = 5

  /// All sequences of types.
  private static var paths: [[Int]] {
    (0..<seconds).reduce([[]]) { paths, _ in paths.flatMap { path in (0..<types).map { path + [$0] } } }
  }

  @Test(arguments: [(0, 1.0), (1, 0.5), (2, 3.0), (3, 0.0)])
  func agreesWithAllPaths(seed: UInt64, languageWeight: Double) throws {
    let random = CounterRandom(seed: seed)
    let language = ShotLanguage(
      songs: [[0, 0, 1, 2, 2, 1], [2, 2, 0, 1, 1]], types: Self.types, smoothing: 0.5)
    let emissions = TypeRows(
      types: Self.types,
      values: (0..<Self.types * Self.seconds).map { 6 * random.uniform("emission", UInt64($0)) - 3 })
    let chain = ShotChain(language, languageWeight: languageWeight)

    func score(_ path: [Int]) -> Double {
      var score = languageWeight * log(language.initial[path[0]])
      for second in path.indices {
        score += emissions[second][second * Self.types + path[second]]
        if second > 0 { score += languageWeight * log(language.bigram[path[second - 1] * Self.types + path[second]]) }
      }
      return score
    }
    let scored = Self.paths.map { (path: $0, score: score($0)) }
    let total = scored.reduce(0) { $0 + exp($1.score) }
    var marginals = [Double](repeating: 0, count: Self.types * Self.seconds)
    for (path, score) in scored {
      for (second, type) in path.enumerated() { marginals[second * Self.types + type] += exp(score) / total }
    }
    #expect(isClose(chain.logMarginals(emissions).exponentials.values, marginals))
    #expect(chain.bestPath(emissions) == scored.max { $0.score < $1.score }?.path)
  }

  @Test func tiesGoToTheFirstType() {
    let language = ShotLanguage(songs: [], types: Self.types)
    let emissions = TypeRows(types: Self.types, values: [Double](repeating: 0, count: Self.types * Self.seconds))
    #expect(ShotChain(language).bestPath(emissions) == [0, 0, 0, 0, 0])
  }

  @Test func longSongsKeepTheirScale() {
    let language = ShotLanguage(songs: [[0, 0, 0, 1, 1]], types: 2)
    let emissions = TypeRows(repeating: [-400, -401], count: 4000)
    let marginals = ShotChain(language).logMarginals(emissions)
    #expect(marginals.values.allSatisfy { $0.isFinite && $0 <= 1e-9 })
    for second in stride(from: 0, to: 4000, by: 500) {
      #expect(isClose([marginals[second].reduce(0) { $0 + exp($1) }], [1]))
    }
  }

  @Test func weightZeroMakesSecondsIndependent() {
    let language = ShotLanguage(songs: [[0, 0, 0, 0, 1]], types: 2)
    let emissions = TypeRows(types: 2, values: [0, log(3.0), log(4.0), 0])
    let marginals = ShotChain(language, languageWeight: 0).logMarginals(emissions)
    #expect(isClose(marginals.exponentials.values, [0.25, 0.75, 0.8, 0.2]))
  }
}
