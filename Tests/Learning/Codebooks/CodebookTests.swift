import StageKit
import Testing

@testable import Learning

@Suite struct CodebookTests {
  private func frames(_ values: [Float], width: Int) -> Frames {
    Frames(format: FrameFormat(quantity: .embeddings, width: width, rate: 1, sampleRate: 0), values: values)
  }

  /// Rows around centres far from each other, and the centre of each.
  private func clouds(_ centres: Int, each: Int, width: Int) -> (rows: Frames, clouds: [Int]) {
    let random = CounterRandom(seed: 5)
    var rows: [Float] = []
    for row in 0..<centres * each {
      for column in 0..<width {
        let centre = 100 * random.uniform("centre", UInt64(row % centres), UInt64(column))
        rows.append(Float(centre + random.uniform("row", UInt64(row), UInt64(column))))
      }
    }
    return (frames(rows, width: width), (0..<centres * each).map { $0 % centres })
  }

  @Test func separateCloudsAreFound() throws {
    let (rows, clouds) = clouds(6, each: 40, width: 3)
    // A draw of first centroids may miss a cloud; of these seeds some must find all of them.
    let codebooks = try (0..<5).map { try Codebook(of: rows, size: 6, seed: $0) }
    let found = try codebooks.count { codebook in
      try Set(zip(clouds, codebook.codes(of: rows)).map { "\($0) \($1)" }).count == 6
    }
    #expect(found >= 3)
  }

  @Test func theSearchEndsWhereNothingMoves() throws {
    let width = 4
    let random = CounterRandom(seed: 9)
    let rows = frames((0..<500 * width).map { Float(random.uniform("row", UInt64($0))) }, width: width)
    let codebook = try Codebook(of: rows, size: 12, seed: 1)
    let codes = try codebook.codes(of: rows)
    let normalised = try codebook.scale.normalised(rows).values()
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

  @Test func theSameSeedGivesTheSameCodebook() throws {
    let rows = clouds(4, each: 30, width: 5).rows
    let codebook = try Codebook(of: rows, size: 8, seed: 3)
    #expect(try Codebook(of: rows, size: 8, seed: 3) == codebook)
    #expect(try Codebook(of: rows, size: 8, seed: 4) != codebook)
  }

  @Test func fewerDifferentRowsGiveFewerCodewords() throws {
    let codebook = try Codebook(of: frames([1, 1, 2, 2, 1, 1, 2, 2, 1, 1], width: 2), size: 8, seed: 0)
    #expect(codebook.count == 2)
    let codes = try codebook.codes(of: frames([1, 1, 2, 2], width: 2))
    #expect(Set(codes) == [0, 1])
    #expect(try Codebook(of: frames([4, 4, 4], width: 1), size: 8, seed: 0).count == 1)
  }

  @Test func featuresCountAlike() throws {
    // The second feature is a thousand times larger, and says nothing.
    var rows: [Float] = []
    for index in 0..<80 { rows += [index % 2 == 0 ? 0 : 1, index / 2 % 2 == 0 ? 1000 : 1001] }
    let codebook = try Codebook(of: frames(rows, width: 2), size: 4, seed: 0)
    #expect(codebook.count == 4)
    #expect(codebook.scale.means == [0.5, 1000.5] && codebook.scale.deviations == [0.5, 0.5])
    #expect(try FeatureScale(of: frames([3, 3], width: 1)).deviations == [1])
  }

  @Test func aCentroidWithoutRowsGoesToTheFarthest() throws {
    // Two centroids on one spot: the second has no row of its own.
    var means = ClusterMeans(rows: frames([0, 0, 0, 10], width: 1), centroids: [0, 0])
    try means.settle()
    #expect(means.centroids == [0, 10])
    means = ClusterMeans(rows: frames([0, 0], width: 1), centroids: [0, 0, 1])
    try means.settle()
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

  /// Blocks, and the songs that rows come from, change no bit.
  @Test func songsOneAfterAnotherAreOneStream() throws {
    let whole = clouds(4, each: 600, width: 3).rows
    let values = try whole.values()
    let bounds = [0, 1, 1, 700, 1023, 1025, 2400]
    let songs = zip(bounds, bounds.dropFirst()).map { frames(Array(values[3 * $0..<3 * $1]), width: 3) }
    let joined = Frames(joining: songs, format: whole.format)
    #expect(joined.count == 2400)
    #expect(try joined.values() == values)
    for range in [0..<0, 0..<1, 1..<2, 0..<700, 650..<1024, 1024..<2400, 2399..<2400] {
      #expect(try joined.read(range) { Array($0) } == Array(values[3 * range.lowerBound..<3 * range.upperBound]))
    }
    #expect(try Codebook(of: joined, size: 8, seed: 1) == Codebook(of: whole, size: 8, seed: 1))
    #expect(Frames(joining: [], format: whole.format).count == 0)
  }
}
