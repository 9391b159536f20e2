import Testing

@testable import Learning

@Suite struct ValueRangeTests {
  @Test(arguments: [
    (85.4...87.5, 80.0, 95.0), (100...100, 90, 100), (0...0, 0, 10), (97...99, 90, 100), (12.5...88, 10, 90),
    (0...100, 0, 100),
  ])
  func errorsSpanTenPointsWithinTheHundred(values: ClosedRange<Double>, low: Double, high: Double) {
    let range = ValueRange(of: values, most: 100)
    #expect(range.low == low && range.high == high && range.decimals == 0, "\(range)")
  }

  @Test(arguments: [
    (2.097...2.117, 2), (17.585...17.706, 1), (0.0011...0.0012, 5), (-3...5, 1), (0...0, 7), (0...1e300, 0),
  ])
  func othersSpanATenthOfTheGreatest(values: ClosedRange<Double>, decimals: Int) {
    let range = ValueRange(of: values, most: nil)
    #expect(range.low <= values.lowerBound && values.upperBound <= range.high)
    #expect(range.high - range.low >= 0.0999 * values.upperBound)
    #expect(range.high > range.low && range.decimals == decimals, "\(range)")
    #expect(range.low >= 0 || values.lowerBound < 0)
  }

  @Test func numbersBeyondAllBoundsStopNothing() {
    #expect(ValueRange(of: -1.7e308...1.7e308, most: nil).decimals == 0)
  }
}
