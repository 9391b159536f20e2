import Testing

@Suite("All mistakes at once")
struct PlannerTests {
  @Test("ten different mistakes give ten diagnostics, in the file's order")
  func tenMistakes() {
    let text = """
      version: 1
      source: {audio: songs, rate: 1 kHz}
      stages:
        mel: {use: mel, with: {bands: 1000}}
        mel2: {use: mel, wiht: {bands: 20}}
        beats: {use: baets}
        cuts: {use: cuts, with: {shortest: 1 kg}, in: {tempo: beats.tempo}}
        a: {use: cuts, in: {beats: b}}
        b: {use: cuts, in: {beats: a}}
        pool: {use: pool}
        one: {use: write.txt, in: {cuts: cats}, to: one}
        two: {use: write.txt, in: {cuts: mel}, to: two}
        three: {use: write.pair, in: {cuts: a}, to: ../three}

      """
    #expect(
      lint(text) == [
        "p.yaml:2:30: error: source.rate: 1000 is out of range; allowed: 8000 to 192000 Hz",
        "p.yaml:4:33: error: mel.bands: 1000 is out of range; allowed: 1 to 512",
        "p.yaml:5:20: error: stage 'mel2': unknown key 'wiht'; did you mean 'with'?",
        "p.yaml:6:16: error: unknown stage 'baets'; did you mean 'beats'?",
        "p.yaml:7:38: error: cuts.shortest: unknown unit 'kg' in '1 kg'; units here: s, ms, min",
        "p.yaml:8:3: error: stages feed each other in a circle: a -> b -> a",
        "p.yaml:10:3: error: pool.frames takes frames, and nothing is wired to it; "
          + "write `in: {frames: mel}` or `in: {frames: mel2}`",
        "p.yaml:11:36: error: unknown stage 'cats'; did you mean 'cuts'?",
        "p.yaml:12:36: error: mel.mel gives frames, but two.cuts takes events",
        "p.yaml:13:47: error: `to` of stage 'three': '../three' has the part '..'; "
          + "write a plain path within the output folder",
      ])
  }

  @Test("a stage that learns sees the corpus; with a finished model it is a track's, and gives no model")
  func learning() throws {
    let stages =
      "  mel: {use: mel}\n  beats: {use: beats}\n  student: {use: student}\n"
      + "  dump: {use: dump, in: {frames: student}}\n"
    let learning = try #require(try sound(pipeline(stages)).stages.first { $0.name == "student" })
    #expect(learning.granularity == .learner)
    #expect(learning.outputs.map(\.name) == ["types", "model", "report"])
    #expect(learning.documents == ["report": "student.json"])

    let ready = stages.replacing("{use: student}", with: "{use: student, with: {finished: true}}")
    let finished = try #require(try sound(pipeline(ready)).stages.first { $0.name == "student" })
    #expect(finished.granularity == .track)
    #expect(finished.outputs.map(\.name) == ["types"])
    #expect(finished.documents == [:])
    #expect(finished.key != learning.key)
    #expect(
      lint(
        pipeline(ready + "  c: {use: cuts, in: {model: student.model}}\n  t: {use: write.txt, in: {cuts: c}}\n")
      ) == [
        "p.yaml:8:30: error: unknown output 'model' of 'student'; known: types"
      ])
  }
}
