import Testing

@Suite("Hostile texts", .timeLimit(.minutes(10)))
struct HostileTests {
  @Test("an alias bomb")
  func bomb() {
    let levels = (1...9).map { "a\($0): &a\($0) [\(repeatElement("*a\($0 - 1)", count: 9).joined(separator: ", "))]\n" }
    #expect(
      lint("a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + levels.joined()) == [
        "p.yaml:5:10: error: more than 10000 values, with aliases counted as what they stand for"
      ])
  }

  @Test("lists nested 10,000 deep, and lists of dashes")
  func nesting() {
    #expect(lint(String(repeating: "[", count: 10_000)) == ["p.yaml:1:65: error: nested more than 64 deep"])
    #expect(lint(String(repeating: "- ", count: 10_000)) == ["p.yaml:1:129: error: nested more than 64 deep"])
    #expect(lint(String(repeating: "{a: ", count: 200_000)) == ["p.yaml:1:257: error: nested more than 64 deep"])
  }

  @Test("very many keys, directives, stages and mistakes")
  func many() {
    #expect(lint(String(repeating: "a: b\n", count: 200_000)).count == 1)
    #expect(lint((0..<60_000).map { "%TAG !t\($0)! x\n" }.joined() + "--- a\n").count == 1)
    let stages = (0..<1500).map { "  s\($0): {use: mell\($0)}\n" }.joined()
    let messages = lint(pipeline(stages))
    #expect(messages.count == 101)
    #expect(messages.first == "p.yaml: error: more than 100 errors; the rest are not shown")
  }

  @Test("very many wrong references of the longest kind, and very long names")
  func references() {
    let names = (0..<1200).map { "s\(String(repeating: "x", count: 53))\(10_000 + $0)" }
    let wrong = names.map { "  \($0): {use: cuts, in: {beats: q\($0)}}\n" }.joined()
    #expect(lint(pipeline(wrong)).count == 101)
    let long = "  ? \(String(repeating: "k", count: 300_000))\n  : {use: mel}\n"
    let few = (0..<20).map { "  c\($0): {use: cuts, in: {beats: \(String(repeating: "z", count: 60))}}\n" }.joined()
    #expect(lint(pipeline(long + few)).count == 22)
  }

  @Test("one long text as every value, reference and path")
  func aliases() {
    let long = "  mel: &long \(String(repeating: "1.", count: 100_000))\n"
    let stages = (0..<400).map { "  c\($0): {use: cuts, in: {beats: *long}, with: {shortest: *long}, to: *long}\n" }
    let writers = (0..<400).map { "  w\($0): {use: write.txt, in: {cuts: c\($0)}, to: *long}\n" }
    #expect(lint(pipeline(long + stages.joined() + writers.joined())).count == 101)
  }

  @Test("a long chain of stages")
  func longChain() {
    let stages = (1...600).map { "  c\($0): {use: cuts, in: {beats: c\($0 - 1), tempo: beats.tempo}}\n" }.joined()
    let writer = "  txt: {use: write.txt, in: {cuts: c600}}\n"
    let start = "  mel: {use: mel}\n  beats: {use: beats}\n  c0: {use: cuts, in: {beats: beats}}\n"
    #expect(lint(pipeline(start + stages + writer)).isEmpty)
    #expect(
      lint(
        pipeline("  mel: {use: mel}\n  beats: {use: beats}\n  c0: {use: cuts, in: {beats: c600}}\n" + stages + writer)
      ).count == 1)
  }

  @Test("a message is one short line, whatever the file holds")
  func printable() {
    let messages = lint("version: \"1\\n\\e[31m\"\nstages: {x: {use: \(String(repeating: "x", count: 900_000))}}\n")
    #expect(messages.count == 2)
    #expect(messages[0] == "p.yaml:1:10: error: this program reads version 1 of pipelines, found '1\\u{a}\\u{1b}[31m'")
    #expect(messages[1].utf8.count < 1100)
  }
}
