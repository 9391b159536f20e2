import Testing

@Suite("Documents")
struct DocumentCheckerTests {
  private func documents(_ writer: String) throws -> [String: String] {
    try #require(sound(pipeline(chain + "  out: \(writer)\n")).stages.last).documents
  }

  @Test("templates, filled with what is known before a run")
  func templates() throws {
    #expect(try documents("{use: write.txt}") == ["document": "{track}.txt"])
    #expect(try documents("{use: write.pair}") == ["text": "{track}.txt", "table": "{track}.csv"])
    #expect(
      try documents("{use: write.txt, to: '{format}/{name}/{track}.{stage}.{extension}'}")
        == ["document": "{format}/{name}/{track}.out.txt"])
    let plan = try sound(pipeline("  mel: {use: mel}\n  beats: {use: beats}\n  train: {use: train}\n"))
    #expect(plan.stages.last?.documents == ["report": "train.json"])
  }

  @Test(
    "templates that are refused",
    arguments: [
      ("/a", "'/a' is absolute; documents go into the output folder; name a path within it"),
      ("a/../b", "'a/../b' has the part '..'; write a plain path within the output folder"),
      ("..", "'..' has the part '..'; write a plain path within the output folder"),
      ("./a", "'./a' has the part '.'; write a plain path within the output folder"),
      ("a//b", "'a//b' has an empty part; write a plain path within the output folder"),
      ("a/", "'a/' has an empty part; write a plain path within the output folder"),
      ("\"a\\tb\"", "'a\\u{9}b' has a control character"),
      ("run.jsonl", "'run.jsonl' is the run's own report; choose another name"),
      ("'{trak}.txt'", "'{trak}.txt': unknown placeholder 'trak'; did you mean 'track'?"),
      ("'{}.txt'", "'{}.txt': unknown placeholder ''; known: track, name, format, stage, extension"),
      ("'{track.txt'", "'{track.txt' has a brace without its partner"),
      ("'track}.txt'", "'track}.txt' has a brace without its partner"),
    ])
  func refused(template: String, message: String) {
    let text = pipeline(chain + "  out: {use: write.txt, to: \(template)}\n")
    #expect(lint(text) == ["p.yaml:7:29: error: `to` of stage 'out': \(message)"])
  }

  @Test("a stage of the corpus has no track")
  func corpus() {
    let stages = "  mel: {use: mel}\n  beats: {use: beats}\n  train: {use: train, to: '{track}.json'}\n"
    #expect(
      lint(pipeline(stages)) == [
        "p.yaml:6:27: error: `to` of stage 'train': '{track}.json' has {track}, but the stage gives one document for the "
          + "whole corpus; placeholders here: {stage}, {extension}"
      ])
  }

  @Test("two documents cannot share a file")
  func clash() {
    #expect(
      lint(pipeline(chain + "  a: {use: write.txt}\n  b: {use: write.pair}\n")) == [
        "p.yaml:8:3: error: a.document and b.text would both write '{track}.txt'; "
          + "give one of them another `to`, such as {track}.{stage}.{extension}"
      ])
    #expect(
      lint(pipeline(chain + "  b: {use: write.pair, to: x}\n")) == [
        "p.yaml:7:28: error: `to` of stage 'b': b.text and b.table would both write 'x'; "
          + "tell them apart with {extension} in `to`"
      ])
  }

  @Test("`to` on a stage without documents")
  func noDocument() {
    #expect(
      lint(pipeline(chain + "  txt: {use: write.txt, in: {cuts: cuts}}\n  c: {use: mel, to: x}\n"))
        .contains("p.yaml:8:21: error: stage 'c' gives no document; `to` has no meaning here"))
  }
}
