import StageKit
import Testing

@Suite struct TextTests {
  @Test func numbersArePadded() {
    #expect(7.padded(to: 3) == "007" && 1234.padded(to: 3) == "1234" && 0.padded(to: 2) == "00")
    #expect((-7).padded(to: 2) == "-07" && UInt8(10).padded(to: 2, radix: 16) == "0a")
  }

  @Test func aShellReadsAWordAsItIs() {
    #expect("out/a-1.json".shellWord == "out/a-1.json" && "".shellWord == "''")
    #expect("b c/{x}".shellWord == "'b c/{x}'" && "it's".shellWord == "'it'\\''s'" && "ä".shellWord == "'ä'")
  }

  @Test func scalarsAreReplacedWhateverFollows() {
    let text = "a\u{301}<\u{301}&\u{FE0F}\r\n\"\u{200D}"
    #expect(
      text.replacingScalars(["<": "&lt;", "&": "&amp;", "\n": "|"]).unicodeScalars.elementsEqual(
        "a\u{301}&lt;\u{301}&amp;\u{FE0F}\r|\"\u{200D}".unicodeScalars))
  }
}
