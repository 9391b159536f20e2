import Testing

@Suite("Formats")
struct FormatCheckerTests {
  @Test("formats follow the streams from the source's rate on")
  func follows() throws {
    let plan = try sound("version: 1\nsource: {rate: 44.1 kHz}\nstages:\n\(chain)  txt: {use: write.txt}\n")
    let audio = try plan.stages[0].inputFormats[MelStage.audio]
    #expect(audio == .audio(sampleRate: 44_100))
    let mel = try #require(plan.stages[0].outputFormats[MelStage.mel])
    #expect(mel.rate == 44_100.0 / 512)
    let taken = try plan.stages[1].inputFormats[BeatsStage.mel]
    #expect(taken == mel)
  }

  @Test("a format that a stage cannot take is told with both ends")
  func mismatch() {
    let text = pipeline(
      "  mel: {use: mel, with: {bands: 20}}\n  beats: {use: beats}\n  cuts: {use: cuts}\n  txt: {use: write.txt}\n")
    #expect(
      lint(text) == [
        "p.yaml:5:3: error: stage 'beats' takes at least 40 bands, but is given 20; "
          + "mel.mel -> beats.mel is mel power, 20 wide at 43.07 Hz"
      ])
    let wrong = pipeline(
      "  mel: {use: mel}\n  p: {use: pool, in: {frames: mel}}\n  beats: {in: {mel: p}, use: beats}\n"
        + "  txt: {use: write.txt, in: {cuts: beats}}\n")
    #expect(
      lint(wrong) == [
        "p.yaml:6:21: error: stage 'beats' takes mel power, but is given chroma; "
          + "p.features -> beats.mel is chroma, 128 wide at 1 Hz"
      ])
  }

  @Test("settings that contradict each other are told at the stage; what hangs on it is not")
  func contradiction() {
    #expect(
      lint(
        pipeline(
          "  mel: {use: mel, with: {low: 9 kHz, high: 8 kHz}}\n  beats: {use: beats}\n  cuts: {use: cuts}\n"
            + "  txt: {use: write.txt}\n")) == [
          "p.yaml:4:3: error: stage 'mel': low is not below high; lower low or raise high"
        ])
  }

  @Test("a stage that tells no format, or an impossible one, is at fault itself")
  func faulty() {
    #expect(
      lint(pipeline("  f: {use: faulty}\n  d: {use: dump, in: {frames: f}}\n")) == [
        "p.yaml:4:3: error: stage 'f' does not tell the format of its output 'chroma', which is a fault of the stage"
      ])
    #expect(
      lint(pipeline("  f: {use: faulty, with: {rate: 1e200}}\n  d: {use: dump, in: {frames: f}}\n")) == [
        "p.yaml:4:3: error: stage 'f' would give 12 numbers at 1e+200 Hz on its output 'chroma'; "
          + "a row has 1 to 1,048,576 numbers, and there must be fewer than 1e9 rows per second"
      ])
  }
}
