import StageKit
import Testing

@Suite struct DiagnosticsTests {
  @Test func whatIsWrongIsSaidByPlace() {
    var diagnostics = Diagnostics(file: "x")
    diagnostics.error(3, "c")
    diagnostics.warning(Mark(line: 2, column: 5), "b")
    #expect(diagnostics.sorted.map(\.description) == ["x:2:5: warning: b", "x:3:1: error: c"])
    diagnostics.error(ReadingError(mark: Mark(line: 2, column: 4), message: "a\nb"))
    diagnostics.error(in: "--set", "d")
    #expect(
      diagnostics.sorted.map(\.description)
        == ["--set: error: d", "x:2:4: error: a\\u{a}b", "x:2:5: warning: b", "x:3:1: error: c"])
  }

  @Test func tooManyErrorsAreCut() {
    var diagnostics = Diagnostics(file: "x")
    #expect(throws: Never.self) { try diagnostics.check() }
    for line in 1...22 { diagnostics.error(line, "e") }
    let sentences = (1...20).map { "x:\($0):1: error: e" } + ["2 more"]
    #expect(throws: Failure(sentences.joined(separator: "; "))) { try diagnostics.check() }
    for line in 23...200 { diagnostics.error(line, "e") }
    #expect(diagnostics.isFull && diagnostics.count == 101)
    #expect(diagnostics.sorted.first?.message == "more than 100 errors; the rest are not shown")
  }

  @Test func anUnknownWordComesWithTheNearestOrAllThatAreKnown() {
    let known = (1...40).map { "name_\($0)" }
    #expect(Spelling.unknown("key", "nam_7", among: known) == "unknown key 'nam_7'; did you mean 'name_7'?")
    #expect(
      Spelling.unknown("key", "patience", of: "x", among: known)
        == "unknown key 'patience' of 'x'; known: \(known.joined(separator: ", "))")
    #expect(Spelling.unknown("key", "x", among: []) == "unknown key 'x'; there are none")
  }
}
