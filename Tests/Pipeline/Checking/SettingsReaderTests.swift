import Testing

@Suite("Settings")
struct SettingsReaderTests {
  @Test(
    "mistakes",
    arguments: [
      ("{shortst: 3}", "6:28: error: unknown parameter 'shortst' of 'cuts'; did you mean 'shortest'?"),
      ("{foo: 3}", "6:28: error: unknown parameter 'foo' of 'cuts'; known: shortest, weights, file"),
      ("{shortest: 3 kg}", "6:38: error: cuts.shortest: unknown unit 'kg' in '3 kg'; units here: s, ms, min"),
      ("{shortest: 2 min}", "6:38: error: cuts.shortest: 120 is out of range; allowed: 0.1 to 60 s"),
      (
        "{shortest: 1,2 s}",
        "6:40: error: unknown parameter '2 s' of 'cuts'; if the comma before it is a decimal comma, write a point"
      ),
      (
        "{shortest: 1.\(String(repeating: "1", count: 63))}",
        "6:38: error: cuts.shortest: expected number, found a text of 65 bytes"
      ),
      (
        "{file: '{trak}.csv'}",
        "6:34: error: cuts.file: '{trak}.csv' has the unknown placeholder 'trak'; did you mean 'track'?"
      ),
      ("{shortest: fast}", "6:38: error: cuts.shortest: expected number, found 'fast'"),
      ("{shortest: [1]}", "6:38: error: cuts.shortest: expected number, found a list"),
      ("{weights: [1, x]}", "6:37: error: cuts.weights: expected number, found 'x'"),
      ("{file: {a: b}}", "6:34: error: cuts.file: expected file per track or none, found a mapping"),
    ])
  func mistakes(settings: String, message: String) {
    let text = pipeline(
      "  mel: {use: mel}\n  beats: {use: beats}\n  cuts: {use: cuts, with: \(settings)}\n  txt: {use: write.txt}\n")
    #expect(lint(text) == ["p.yaml:\(message)"])
  }

  @Test("values carry units, and paths are relative to the pipeline's folder")
  func values() throws {
    let text = pipeline(
      "  mel: {use: mel}\n  beats: {use: beats}\n"
        + "  cuts: {use: cuts, with: {shortest: 500 ms, weights: 3, file: fixed.csv}}\n  txt: {use: write.txt}\n")
    let cuts = try #require(sound(text, file: "x/y/p.yaml").stages.first { $0.name == "cuts" })
    #expect(cuts.settings[CutsStage.shortest] == 0.5)
    #expect(cuts.settings[CutsStage.weights] == [3])
    #expect(cuts.settings[CutsStage.file]?.template == "x/y/fixed.csv")
  }
}
