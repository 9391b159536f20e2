import StageKit
import Testing

@testable import Shots

@Suite struct TypeSharesTests {
  private func shares(_ entries: [RawSetting.Entry]) throws -> TypeShares {
    try TypeShares(.mapping(entries), unit: nil)
  }

  @Test func sharesAreReadAndWritten() throws {
    let shares = try shares([
      .init("MIS", .list([.text("5 %"), .text("0.3")])), .init("ADS", .list([.text("0"), .text("0.12")])),
    ])
    #expect(shares.limits == ["ADS": 0...0.12, "MIS": 0.05...0.3])
    #expect(shares.text == "{ADS: [0, 0.12], MIS: [0.05, 0.3]}")
    #expect(try shares.columns(in: .concert) == [6: 0...0.12, 7: 0.05...0.3])
    #expect(TypeShares([6: 0...0.12], in: .concert).limits == ["ADS": 0...0.12])
  }

  @Test(arguments: [
    ([RawSetting.Entry("ADS", .text("0.1"))], "expected {ADS: [0, 0.12]}"),
    ([.init("ADS", .list([.text("0.1")]))], "expected {ADS: [0, 0.12]}"),
    ([.init("ADS", .list([.text("0.2"), .text("0.1")]))], "ADS: [0.2, 0.1] are no shares"),
    ([.init("ADS", .list([.text("-0.1"), .text("0.1")]))], "ADS: [-0.1, 0.1] are no shares"),
    ([.init("ADS", .list([.text("0"), .text("1.2")]))], "ADS: [0, 1.2] are no shares"),
    ([.init("A", .list([.text("0"), .text("1")])), .init("A", .list([.text("0"), .text("1")]))], "A is there twice"),
    (
      [.init("A", .list([.text("0.6"), .text("1")])), .init("B", .list([.text("0.6"), .text("1")]))],
      "the least shares are 1.2 together"
    ),
  ])
  func mistakes(entries: [RawSetting.Entry], message: String) {
    let failure = #expect(throws: Failure.self) { try shares(entries) }
    #expect(failure?.reason.hasPrefix(message) == true)
  }

  @Test func aTypeHasOneShareInAVocabulary() throws {
    let vocabulary = try Vocabulary(types: ["LS", "CU"], scale: [], aliases: ["FS": "LS"])
    #expect(throws: Failure.self) { try TypeShares(["LS": 0...0.1, "FS": 0...0.2]).columns(in: vocabulary) }
    #expect(throws: Failure.self) { try TypeShares(["XX": 0...0.1]).columns(in: vocabulary) }
  }
}
