import Testing

@Suite("Order")
struct StageOrderTests {
  @Test("stages come after those they take from, else in the file's order")
  func order() throws {
    let plan = try sound(
      pipeline(
        "  z: {use: write.txt, to: z, in: {cuts: beats}}\n  txt: {use: write.txt}\n  cuts: {use: cuts}\n"
          + "  beats: {use: beats}\n  mel: {use: mel}\n  a: {use: write.txt, to: a, in: {cuts: beats}}\n"))
    #expect(plan.stages.map(\.name) == ["mel", "beats", "z", "cuts", "txt", "a"])
  }

  @Test("each circle is told once, with its chain; what lies behind it is not")
  func cycles() {
    #expect(
      lint(
        pipeline(
          "  x: {use: cuts, in: {beats: d}}\n  a: {use: cuts, in: {beats: c}}\n  b: {use: cuts, in: {beats: a}}\n"
            + "  c: {use: cuts, in: {beats: b}}\n  d: {use: cuts, in: {beats: d}}\n"
            + "  txt: {use: write.txt, in: {cuts: x}}\n")) == [
          "p.yaml:5:3: error: stages feed each other in a circle: a -> b -> c -> a",
          "p.yaml:8:3: error: stages feed each other in a circle: d -> d",
        ])
  }

  @Test("stages that lead to no document are left out with a warning")
  func leftOut() throws {
    let text = pipeline(chain + "  c2: {use: cuts, in: {beats: beats}}\n  txt: {use: write.txt, in: {cuts: beats}}\n")
    #expect(
      lint(text) == [
        "p.yaml:6:3: warning: stage 'cuts' leads to no document and is left out",
        "p.yaml:7:3: warning: stage 'c2' leads to no document and is left out",
      ])
    #expect(try #require(plan(text).plan).stages.map(\.name) == ["mel", "beats", "txt"])
  }

  @Test("a pipeline without documents has nothing to do")
  func nothing() {
    #expect(
      lint(pipeline(chain)) == [
        "p.yaml:1:1: error: no stage gives a document, so there is nothing to do; add a stage such as write.json"
      ])
  }
}
