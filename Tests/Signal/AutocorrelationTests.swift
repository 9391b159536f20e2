import Testing

@testable import Signal

@Suite struct AutocorrelationTests {
  @Test(arguments: [[1, 2, 4, 8, 3], [5], [1, -1], [0, 0, 0]] as [[Float]])
  func isTheSumOfProducts(row: [Float]) throws {
    let expected = row.indices.map { lag in zip(row, row.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 } }
    var result = [Float](repeating: -1, count: row.count)
    let correlation = try Autocorrelation(count: row.count)
    // Twice, as the first must leave nothing behind.
    for _ in 0..<2 {
      row.withUnsafeBufferPointer { row in
        result.withUnsafeMutableBufferPointer { correlation.apply(to: row, into: $0) }
      }
      #expect(isClose(result, expected, within: 1e-4))
    }
  }
}
