import StageKit
import Testing

@testable import Learning

@Suite struct CodebookTests {
  /// Rows around centres far from each other, and the centre of each.
  private func clouds(_ centres: Int, each: Int, width: Int) -> (rows: [Float], clouds: [Int]) {
    let random = CounterRandom(seed: 5)
    var rows: [Float] = []
    for row in 0..<centres * each {
      for column in 0..<width {
        let centre = 100 * random.uniform("centre", UInt64(row % centres), UInt64(column))
        rows.append(Float(centre + random.uniform("row", UInt64(row), UInt64(column))))
      }
    }
    return (rows, (0..<centres * each).map { $0 % centres })
  }

  @Test func separateCloudsAreFound() {
    let (rows, clouds) = clouds(6, each: 40, width: 3)
    // A draw of first centroids may miss a cloud; of these seeds some must find all of them.
    let codebooks = (0..<5).map { Codebook(of: rows, width: 3, size: 6, seed: $0) }
    let found = codebooks.count { codebook in
      Set(zip(clouds, codebook.codes(of: rows)).map { "\($0) \($1)" }).count == 6
    }
    #expect(found >= 3)
  }

  @Test func theSearchEndsWhereNothingMoves() {
    let width = 4
    let random = CounterRandom(seed: 9)
    let rows = (0..<500 * width).map { Float(random.uniform("row", UInt64($0))) }
    let codebook = Codebook(of: rows, width: width, size: 12, seed: 1)
    let codes = codebook.codes(of: rows)
    let normalised = codebook.scale.normalised(rows)
    #expect(codebook.count == 12 && Set(codes).count == 12)
    for code in 0..<12 {
      let members = codes.indices.filter { codes[$0] == code }
      for column in 0..<width {
        let mean = members.reduce(0.0) { $0 + Double(normalised[$1 * width + column]) } / Double(members.count)
        #expect(abs(mean - Double(codebook.centroids[code * width + column])) < 1e-6)
      }
    }
    for frame in codes.indices {
      let distances = (0..<12).map { code in
        (0..<width).reduce(0.0) { sum, column in
          let difference = Double(normalised[frame * width + column] - codebook.centroids[code * width + column])
          return sum + difference * difference
        }
      }
      #expect(distances[codes[frame]] <= (distances.min() ?? 0) + 1e-6)
    }
  }

  @Test func theSameSeedGivesTheSameCodebook() {
    let rows = clouds(4, each: 30, width: 5).rows
    #expect(Codebook(of: rows, width: 5, size: 8, seed: 3) == Codebook(of: rows, width: 5, size: 8, seed: 3))
    #expect(Codebook(of: rows, width: 5, size: 8, seed: 3) != Codebook(of: rows, width: 5, size: 8, seed: 4))
  }

  @Test func fewerDifferentRowsGiveFewerCodewords() {
    let codebook = Codebook(of: [1, 1, 2, 2, 1, 1, 2, 2, 1, 1], width: 2, size: 8, seed: 0)
    #expect(codebook.count == 2)
    let codes = codebook.codes(of: [1, 1, 2, 2])
    #expect(Set(codes) == [0, 1])
    #expect(Codebook(of: [4, 4, 4], width: 1, size: 8, seed: 0).count == 1)
  }

  @Test func featuresCountAlike() {
    // The second feature is a thousand times larger, and says nothing.
    var rows: [Float] = []
    for index in 0..<80 { rows += [index % 2 == 0 ? 0 : 1, index / 2 % 2 == 0 ? 1000 : 1001] }
    let codebook = Codebook(of: rows, width: 2, size: 4, seed: 0)
    #expect(codebook.count == 4)
    #expect(codebook.scale.means == [0.5, 1000.5] && codebook.scale.deviations == [0.5, 0.5])
    #expect(FeatureScale(of: [3, 3], width: 1).deviations == [1])
  }

  @Test func aCentroidWithoutRowsGoesToTheFarthest() {
    // Two centroids on one spot: the second has no row of its own.
    var means = ClusterMeans(rows: [0, 0, 0, 10], width: 1, centroids: [0, 0])
    means.settle()
    #expect(means.centroids == [0, 10])
    means = ClusterMeans(rows: [0, 0], width: 1, centroids: [0, 0, 1])
    means.settle()
    #expect(means.centroids == [0])
  }

  @Test func theSizeIsThatOfTheBestTeacher() throws {
    #expect(CodebookSize.best { $0 == 32 ? 2.0 : 1.0 }?.size == 32)
    #expect(CodebookSize.best(of: [64, 8]) { _ in 1.0 }?.size == 8)
    #expect(CodebookSize.best { _ in Double.nan } == nil)
    #expect(throws: Failure.self) {
      try CodebookSize.best { _ throws -> Double in throw Failure("no validation song") }
    }
  }
}
