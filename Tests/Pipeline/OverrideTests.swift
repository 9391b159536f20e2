import Testing

@testable import Pipeline

@Suite("Overrides")
struct OverrideTests {
  private let text = pipeline(chain + "  txt: {use: write.txt}\n")

  @Test("an override replaces a setting, the later one counts")
  func replaces() throws {
    let plan = try #require(
      plan(text, set: "cuts.shortest=900 ms", "cuts.weights=[3, 4]", "source.rate=44.1kHz", "cuts.shortest=2").plan)
    let cuts = try #require(plan.stages.first { $0.name == "cuts" })
    #expect(cuts.settings[CutsStage.shortest] == 2)
    #expect(cuts.settings[CutsStage.weights] == [3, 4])
    #expect(plan.source.sampleRate == 44_100)
  }

  @Test("a value that YAML would read as something else is taken as it is")
  func verbatim() throws {
    let plan = try #require(plan(text, file: "a/p.yaml", set: "cuts.file=*: #x").plan)
    let cuts = try #require(plan.stages.first { $0.name == "cuts" })
    #expect(cuts.settings[CutsStage.file]?.template == "./*: #x")
  }

  @Test("a star sets every stage that has the parameter")
  func everyStage() throws {
    let plan = try #require(plan(text, set: "*.rate=44.1kHz", "*.shortest=2").plan)
    #expect(plan.stages.first { $0.name == "cuts" }?.settings[CutsStage.shortest] == 2)
    #expect(plan.source.sampleRate == 44_100)
  }

  @Test("settings that contradict each other because of an override say so")
  func contradiction() {
    #expect(
      lint(text, set: "mel.bands=20", "cuts.shortest=2", "mel.high=100", "mel.low=1 kHz") == [
        "p.yaml:4:3: error: stage 'mel': low is not below high; lower low or raise high "
          + "(with --set mel.bands=20 --set mel.high=100 --set mel.low=1 kHz)"
      ])
  }

  @Test(
    "mistakes",
    arguments: [
      ("cut.x=1", "unknown stage 'cut'; did you mean 'cuts'?"),
      ("x", "expected stage.parameter=value; for example --set onset.delta=0.1"),
      ("=", "expected stage.parameter=value; for example --set onset.delta=0.1"),
      ("cuts.weights=[1", "not valid YAML: did not find expected ',' or ']' while parsing a flow sequence"),
      ("cuts.weights=[1, [2]]", "expected number, found a list"),
      ("cuts.weights=[{a: 2}]", "expected number, found a mapping"),
      ("cuts.weights={}", "expected number, found a mapping"),
      ("cuts.weights={ }", "expected number, found a mapping"),
      ("cuts.weights={track}", "expected number, found '{track}'"),
      ("cuts.weights=[1, 11]", "11 is out of range; allowed: 0 to 10"),
      ("cuts.shortest=", "expected number, found ''"),
      ("cuts.shorte=1", "unknown parameter 'shorte' of 'cuts'; did you mean 'shortest'?"),
      ("mel.n_mels=64", "unknown parameter 'n_mels' of 'mel'; it is called 'bands' here"),
      ("*.n_mels=64", "unknown parameter 'n_mels' of 'every stage'; it is called 'bands' here"),
      ("cuts.n_mels=64", "unknown parameter 'n_mels' of 'cuts'; known: shortest, weights, file"),
      ("*.shorte=1", "unknown parameter 'shorte' of 'every stage'; did you mean 'shortest'?"),
      ("source.rate=7 kHz", "7000 is out of range; allowed: 8000 to 192000 Hz"),
    ])
  func mistakes(override: String, message: String) {
    #expect(lint(text, set: override) == ["--set \(override): error: \(message)"])
  }
}
