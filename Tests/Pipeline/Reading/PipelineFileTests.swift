import Testing

@Suite("The pipeline's form")
struct PipelineFileTests {
  @Test(
    "the root's mistakes",
    arguments: [
      (
        "[1]\n",
        ["p.yaml:1:1: error: a pipeline must be a mapping with the keys version, source and stages, found a list"]
      ),
      (
        "version: 2\nsorce: 1\nstages: 3\n",
        [
          "p.yaml:1:10: error: this program reads version 1 of pipelines, found '2'",
          "p.yaml:2:1: error: a pipeline: unknown key 'sorce'; did you mean 'source'?",
          "p.yaml:3:9: error: `stages` must be a mapping {name: {use: id}}, found '3'",
        ]
      ),
      (
        "source: [a]\n",
        [
          "p.yaml:1:1: error: the pipeline lacks `version: 1`", "p.yaml:1:1: error: the pipeline has no `stages`",
          "p.yaml:1:9: error: `source` must be a mapping such as {audio: songs/}, found a list",
        ]
      ),
      (
        "version: 1\nstages: {}\n",
        ["p.yaml:1:1: error: no stage gives a document, so there is nothing to do; add a stage such as write.json"]
      ),
      (
        "version: 1\nversion: 1\nsource: {audio: [a, {}], rat: 2}\nstages: []\n",
        [
          "p.yaml:2:1: error: the key 'version' stands here twice, first in line 1",
          "p.yaml:3:17: error: `audio` must be a file, a folder or a pattern, or a list of them, found a list",
          "p.yaml:3:26: error: `source`: unknown key 'rat'; did you mean 'rate'?",
          "p.yaml:4:9: error: `stages` must be a mapping {name: {use: id}}, found a list",
        ]
      ),
    ])
  func root(text: String, messages: [String]) {
    #expect(lint(text) == messages)
  }

  @Test(
    "a stage's mistakes",
    arguments: [
      ("z: 3", "p.yaml:8:6: error: stage 'z' must be a mapping such as {use: mel, with: {bands: 128}}, found '3'"),
      ("none: {use: mel}", "p.yaml:8:3: error: 'none' stands for no stage; give the stage another name"),
      ("z: {}", "p.yaml:8:3: error: stage 'z' lacks `use`, the id of what it does"),
      ("z:", "p.yaml:8:5: error: stage 'z' must be a mapping such as {use: mel, with: {bands: 128}}, found nothing"),
      ("z: {use: [mel]}", "p.yaml:8:12: error: `use` of stage 'z' must be a stage's id, found a list"),
      ("z: {use: mel, wiht: {}}", "p.yaml:8:17: error: stage 'z': unknown key 'wiht'; did you mean 'with'?"),
      ("z: {use: mel, foo: {}}", "p.yaml:8:17: error: stage 'z': unknown key 'foo'; known: use, with, in, to"),
      (
        "z: {use: mel, with: [1]}",
        "p.yaml:8:23: error: `with` of stage 'z' must be a mapping {parameter: value}, found a list"
      ),
      (
        "z: {use: pool, in: mel}", "p.yaml:8:22: error: `in` of stage 'z' must be a mapping {input: stage}, found 'mel'"
      ),
      (
        "1g: {use: mel}",
        "p.yaml:8:3: error: '1g' cannot name a stage; use up to 64 letters, digits, '_' and '-', a letter first"
      ),
      (
        "source: {use: mel}",
        "p.yaml:8:3: error: 'source' stands for the pipeline's source; give the stage another name"
      ),
      ("mel: {use: mel}", "p.yaml:8:3: error: the key 'mel' stands here twice, first in line 4"),
    ])
  func stage(text: String, message: String) {
    #expect(lint(pipeline(chain + "  txt: {use: write.txt, in: {cuts: cuts}}\n  \(text)\n")) == [message])
  }

  @Test("audio and rate, and their defaults")
  func source() throws {
    let stages = "stages:\n\(chain)  txt: {use: write.txt}\n"
    let plain = try sound("version: 1\n" + stages, file: "a/p.yaml").source
    #expect(plain.files.isEmpty)
    #expect(plain.sampleRate == 22_050)
    let full = try sound(
      "version: 1\nsource: {audio: ['*.wav', /b/c], rate: 44.1 kHz}\n" + stages, file: "a/p.yaml"
    ).source
    #expect(full.files == ["a/*.wav", "/b/c"])
    #expect(full.sampleRate == 44_100)
    #expect(
      lint("version: 1\nsource: {rate: 7 kHz}\n" + stages) == [
        "p.yaml:2:16: error: source.rate: 7000 is out of range; allowed: 8000 to 192000 Hz"
      ])
  }
}
