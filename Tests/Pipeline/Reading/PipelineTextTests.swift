import Testing

@Suite("YAML of a pipeline")
struct PipelineTextTests {
  @Test("columns count characters, not bytes")
  func columns() {
    #expect(
      lint("version: 1\nstages: {ä: {use: mel}, ööö: {ouse: mel}}\n").contains {
        $0 == "p.yaml:2:31: error: stage 'ööö': unknown key 'ouse'; did you mean 'use'?"
      })
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
