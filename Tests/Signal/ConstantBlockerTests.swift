import Testing

@testable import Signal

@Suite struct ConstantBlockerTests {
  /// `scipy.signal.lfilter([1, -1], [1, -0.99], [0, 1, 1, 1, 4, 4])`
  @Test func isLibrosasDetrending() {
    var blocker = ConstantBlocker()
    let output = [0, 1, 1, 1, 4, 4].map { blocker($0) }
    #expect(zip(output, [0, 1, 0.99, 0.9801, 3.970299, 3.93059601]).allSatisfy { abs($0 - $1) < 1e-6 })
  }
}
