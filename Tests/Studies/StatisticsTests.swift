import Testing

@testable import Studies

struct StatisticsTests {
  /// Against scipy.stats.permutation_test (samples, all resamples, two-sided).
  @Test func signFlips() {
    #expect(SignFlipTest.probability([0.5, 1.25, -0.25, 2, 0.75]) == 0.125)
    #expect(SignFlipTest.probability([1, -1, 2, 0, 3, 1.5, -0.5, 0.25]) == 0.171875)
    #expect(SignFlipTest.probability([]) == 1)
    #expect(SignFlipTest.probability([0, 0]) == 1)
    #expect(SignFlipTest.probability([3]) == 1)
  }

  /// Sums in another order are the same to the last bits: all that tie with the observed count.
  @Test func tiesCount() {
    #expect(SignFlipTest.probability([0.1, 0.2, 0.3]) == 0.25)
    #expect(SignFlipTest.probability([0.3, 0.1, 0.2, 0.7, 0.6]) == 0.0625)
  }

  /// Drawn signs come near to the exact: 17 ones can only tie with all signs alike.
  @Test func drawn() {
    let probability = SignFlipTest.probability([Double](repeating: 1, count: 17))
    #expect(probability < 0.0001)
    #expect(probability >= 1e-5)
    let even = SignFlipTest.probability((0..<40).map { $0 % 2 == 0 ? 1 : -1 })
    #expect(even == 1)
    // 30 of 40 signs: P(|X| >= 20) with X the sum of 40 signs, from the binomial distribution: 0.002221.
    let most = SignFlipTest.probability((0..<40).map { $0 < 30 ? 1 : -1 })
    #expect(abs(most - 0.002221) < 0.0006)
  }

  /// Against statsmodels' multipletests(method="holm").
  @Test func holm() {
    let adjusted = HolmCorrection.adjusted([0.01, 0.04, 0.03, 0.005, 0.5])
    for (found, wanted) in zip(adjusted, [0.04, 0.09, 0.09, 0.025, 0.5]) { #expect(abs(found - wanted) < 1e-12) }
    #expect(HolmCorrection.adjusted([]) == [])
    #expect(HolmCorrection.adjusted([0.9, 0.8]) == [1, 1])
  }

  /// Against the records of tensorboard's own writer.
  @Test func eventFile() {
    var file = TensorBoardEvents()
    file.add("training loss", 1.5, step: 300)
    let text = file.bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
    #expect(
      text == "0f000000000000006d532b091a0d627261696e2e4576656e743a32fc9851291b000000000000001a0d9e1310ac022a160a140a0d"
        + "747261696e696e67206c6f7373150000c03fb190cd8e")
  }
}
