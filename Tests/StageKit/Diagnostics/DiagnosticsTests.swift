import StageKit
import Testing

@Suite struct DiagnosticsTests {
  @Test func anUnknownWordComesWithTheNearestOrAllThatAreKnown() {
    let known = (1...40).map { "name_\($0)" }
    #expect(Spelling.unknown("key", "nam_7", among: known) == "unknown key 'nam_7'; did you mean 'name_7'?")
    #expect(
      Spelling.unknown("key", "patience", of: "x", among: known)
        == "unknown key 'patience' of 'x'; known: \(known.joined(separator: ", "))")
    #expect(Spelling.unknown("key", "x", among: []) == "unknown key 'x'; there are none")
  }
}
