import StageKit
import Testing
import Formats

@Suite("YAML")
struct NodeComposerTests {
  @Test(
    "text that is no YAML is refused where it goes wrong",
    arguments: [
      ("", "p.yaml: error: the file is empty"),
      ("# a comment\n", "p.yaml: error: the file is empty"),
      (
        "version: 1\nstages:\n  a: [1\n  b: 2\n",
        "p.yaml:4:4: error: not valid YAML: did not find expected ',' or ']' while parsing a flow sequence"
      ),
      (
        "version: 1\nstages:\n\ta: 1\n",
        "p.yaml:3:1: error: not valid YAML: found character that cannot start any token while scanning for the next token; "
          + "indent with spaces, not tabs"
      ),
      ("a: \u{7}\n", "p.yaml:1:4: error: not valid YAML: control characters are not allowed (U+7)"),
      ("a: 1\n---\nb: 1\n", "p.yaml:2:1: error: a second document starts here; the file must be one document"),
      ("? [a]\n: b\n", "p.yaml:1:3: error: a key must be a plain word"),
      ("&a a: 1\n*a : 2\n", "p.yaml:2:1: error: a key must be a plain word"),
      ("a: *b\n", "p.yaml:1:4: error: the alias '*b' stands for nothing; no '&b' ends before it"),
      ("a: &a [*a]\n", "p.yaml:1:8: error: the alias '*a' stands for nothing; no '&a' ends before it"),
      (
        "ä: !!str b\n",
        "p.yaml:1:4: error: tags such as 'tag:yaml.org,2002:str' have no place here; write the plain value"
      ),
      ("%YAML 1.1\n---\na: b\n", "p.yaml:1:1: error: a line that starts with '%' has no place here"),
      ("a: \"x\\0y\"\n", "p.yaml:1:4: error: a text must not contain NUL"),
    ])
  func refuses(text: String, message: String) {
    #expect(lint(Array(text.utf8)) == [message])
  }

  @Test("bytes that are no text are named")
  func noText() {
    #expect(
      lint(Array("version: 1\nä\0".utf8))
        == ["p.yaml:2:2: error: byte 14 of the file is NUL; this is not a text file"])
    #expect(
      lint(Array("version: 1\näx".utf8) + [0xFF])
        == ["p.yaml:2:3: error: byte 15 of the file, 0xFF, is not valid UTF-8; save the file as UTF-8"])
    // The beginning of a character of three bytes, cut off.
    #expect(
      lint(Array("a: ".utf8) + [0xE2, 0x82])
        == ["p.yaml:1:4: error: byte 4 of the file, 0xE2, is not valid UTF-8; save the file as UTF-8"])
  }

  @Test("a tree has places, and aliases are what they stand for")
  func tree() throws {
    var report = Diagnostics(file: "p.yaml")
    let root = try #require(NodeComposer.compose(Array("a: &a [1, zwei]\nb: *a\n".utf8), report: &report))
    let values = try #require(root.values(of: "it", form: "a mapping", keys: ["a", "b"], report: &report))
    #expect(!report.hasErrors)
    #expect(values["a"]?.value.texts?.map { [$0.mark.line, $0.mark.column] } == [[1, 8], [1, 11]])
    #expect(values["b"]?.value.texts?.map(\.value) == ["1", "zwei"])
    #expect(throws: Never.self) { try report.check() }
  }

  @Test("a failure says all that is wrong, by line")
  func failure() throws {
    var report = Diagnostics(file: "p.yaml")
    let root = try #require(NodeComposer.compose(Array("b: 1\nrat: 2\nb: 3\n".utf8), report: &report))
    _ = root.values(of: "it", form: "a mapping", keys: ["b", "rate"], report: &report)
    #expect {
      try report.check()
    } throws: {
      "\($0)" == "p.yaml:2:1: error: it: unknown key 'rat'; did you mean 'rate'?; "
        + "p.yaml:3:1: error: the key 'b' stands here twice, first in line 1"
    }
  }

  /// The diagnostics of bytes as lines.
  private func lint(_ bytes: [UInt8]) -> [String] {
    var report = Diagnostics(file: "p.yaml")
    _ = NodeComposer.compose(bytes, report: &report)
    return report.sorted.map(\.description)
  }
}
