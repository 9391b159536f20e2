import Testing

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
      ("a: 1\n---\nb: 1\n", "p.yaml:2:1: error: a second document starts here; a pipeline is one document"),
      ("? [a]\n: b\n", "p.yaml:1:3: error: a key must be a plain word"),
      ("&a a: 1\n*a : 2\n", "p.yaml:2:1: error: a key must be a plain word"),
      ("a: *b\n", "p.yaml:1:4: error: the alias '*b' stands for nothing; no '&b' ends before it"),
      ("a: &a [*a]\n", "p.yaml:1:8: error: the alias '*a' stands for nothing; no '&a' ends before it"),
      (
        "ä: !!str b\n",
        "p.yaml:1:4: error: tags such as 'tag:yaml.org,2002:str' have no place in a pipeline; write the plain value"
      ),
      ("%YAML 1.1\n---\na: b\n", "p.yaml:1:1: error: a line that starts with '%' has no place in a pipeline"),
      ("a: \"x\\0y\"\n", "p.yaml:1:4: error: a text must not contain NUL"),
    ])
  func refuses(text: String, message: String) {
    #expect(lint(text) == [message])
  }

  @Test("columns count characters, not bytes")
  func columns() {
    #expect(
      lint("version: 1\nstages: {ä: {use: mel}, ööö: {ouse: mel}}\n").contains {
        $0 == "p.yaml:2:31: error: stage 'ööö': unknown key 'ouse'; did you mean 'use'?"
      })
  }

  @Test("bytes that are no text are named")
  func noText() {
    func lint(_ bytes: [UInt8]) -> [String] {
      testPlanner.plan(bytes, file: "p.yaml").diagnostics.map(\.description)
    }
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

  @Test("a byte order mark and Windows line ends are no mistake")
  func windows() throws {
    let text = pipeline(chain + "  txt: {use: write.txt}\n")
    let unmarked = try sound(text)
    let marked = try sound("\u{FEFF}" + text.replacing("\n", with: "\r\n"))
    #expect(marked.stages.map(\.key) == unmarked.stages.map(\.key))
  }

  @Test("aliases stand for what they are anchored to")
  func aliases() throws {
    let stages = "  a: &a {use: mel, with: {bands: 64}}\n  b: *a\n  pool: {use: pool, in: {frames: [a, b]}}\n"
    #expect(
      lint(pipeline(stages + chain + "  txt: {use: write.txt}\n")) == [
        "p.yaml:4:3: warning: stage 'a' leads to no document and is left out",
        "p.yaml:5:3: warning: stage 'b' leads to no document and is left out",
        "p.yaml:6:3: warning: stage 'pool' leads to no document and is left out",
      ])
    let wrong = stages.replacing("64", with: "0")
    #expect(
      lint(pipeline(wrong + chain + "  txt: {use: write.txt}\n")) == [
        "p.yaml:4:34: error: a.bands: 0 is out of range; allowed: 1 to 512",
        "p.yaml:4:34: error: b.bands: 0 is out of range; allowed: 1 to 512",
      ])
  }
}
