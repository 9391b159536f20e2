import Formats
import StageKit
import Testing

@Suite struct XMLTests {
  /// What XML cannot hold becomes U+FFFD.
  @Test(arguments: [
    ("a", "a"), ("<&>\"'", "<&>\"'"), ("\t\r\n", "\t\r\n"), ("e\u{301}\"\u{301}曲🎵", "e\u{301}\"\u{301}曲🎵"),
    ("\u{1}\u{FFFE}", "\u{FFFD}\u{FFFD}"), ("]]>--", "]]>--"),
  ])
  func whatIsWrittenReadsBack(text: String, expected: String) throws {
    let written = XML("root", ["id": text], [XML("leaf", ["n": "1"], text: text), XML("empty")]).document(isTyped: true)
    let root = try XMLReader.read(Array(written.utf8))
    #expect(root.name == "root" && root.attributes == ["id": expected] && root.line == 3)
    #expect(root.child("leaf")?.text == expected && root.child("leaf")?.attributes == ["n": "1"])
    #expect(root.children.map(\.line) == [4, 5] && root.child("empty")?.children.isEmpty == true)
  }

  @Test func whatIsNoXMLIsRefusedWithItsLine() {
    #expect(throws: ReadingError(line: 2, message: "not valid XML: mismatched tag")) {
      try XMLReader.read(Array("<a>\n</b>".utf8))
    }
  }
}
