import Testing

@testable import Pipeline

@Suite("Wiring")
struct WirerTests {
  private func wires(of stage: String, in plan: Plan) throws -> [String] {
    let stage = try #require(plan.stages.first { $0.name == stage })
    return stage.inputs.sorted { $0.key < $1.key }.flatMap { port, wires in
      wires.map { "\(port) <- \($0.from) as \($0.name)" }
    }
  }

  @Test("an input is fed by the stage or source of its name, or the only port of its name")
  func implicit() throws {
    let plan = try sound(pipeline(chain + "  txt: {use: write.txt}\n"))
    #expect(try wires(of: "mel", in: plan) == ["audio <- source.audio as audio"])
    #expect(try wires(of: "beats", in: plan) == ["mel <- mel.mel as mel"])
    #expect(try wires(of: "cuts", in: plan) == ["beats <- beats.beats as beats", "tempo <- beats.tempo as tempo"])
  }

  @Test("the only port of the name and kind feeds an input, whatever its stage is called")
  func byPort() throws {
    let plan = try sound(
      pipeline("  m: {use: mel}\n  b: {use: beats}\n  c: {use: cuts}\n  txt: {use: write.txt}\n"))
    #expect(try wires(of: "c", in: plan) == ["beats <- b.beats as beats", "tempo <- b.tempo as tempo"])
    #expect(try wires(of: "txt", in: plan) == ["cuts <- c.cuts as cuts"])
  }

  @Test("a stage does not feed itself unless told to")
  func notItself() throws {
    let plan = try sound(
      pipeline("  m: {use: mel}\n  b: {use: beats}\n  beats: {use: cuts}\n  txt: {use: write.txt, in: {cuts: beats}}\n")
    )
    #expect(try wires(of: "beats", in: plan) == ["beats <- b.beats as beats", "tempo <- b.tempo as tempo"])
  }

  @Test("references name stages, ports and the source; a bare name means the port of the input's name")
  func explicit() throws {
    let plan = try sound(
      pipeline(
        "  m: {use: mel, in: {audio: audio}}\n  n: {use: mel, in: {audio: source.audio}}\n"
          + "  b: {use: beats, in: {mel: m}}\n  b2: {use: beats, in: {mel: n.mel}}\n"
          + "  c: {use: cuts, in: {beats: b2.beats, tempo: b}}\n"
          + "  txt: {use: write.txt, in: {cuts: b}}\n  u: {use: write.txt, in: {cuts: c}, to: c.txt}\n"))
    #expect(try wires(of: "m", in: plan) == ["audio <- source.audio as audio"])
    #expect(try wires(of: "c", in: plan) == ["beats <- b2.beats as beats", "tempo <- b.tempo as b"])
    #expect(try wires(of: "n", in: plan) == ["audio <- source.audio as audio"])
    #expect(try wires(of: "b2", in: plan) == ["mel <- n.mel as mel"])
    #expect(try wires(of: "txt", in: plan) == ["cuts <- b.beats as b"])
  }

  @Test("a list input keeps the pipeline's order; a single name is a list of one")
  func lists() throws {
    let plan = try sound(
      pipeline(
        "  mel: {use: mel}\n  n: {use: mel, with: {bands: 40}}\n  p: {use: pool, in: {frames: [n.mel, mel]}}\n"
          + "  q: {use: pool, in: {frames: p}}\n  dump: {use: dump, in: {frames: q}}\n"))
    #expect(try wires(of: "p", in: plan) == ["frames <- n.mel as mel", "frames <- mel.mel as mel"])
    #expect(try wires(of: "q", in: plan) == ["frames <- p.features as p"])
    #expect(plan.stages.first { $0.name == "q" }?.outputFormats[PoolStage.features]?.width == 168)
  }

  @Test("an optional input stays free where several stages could feed it")
  func optional() throws {
    let plan = try sound(
      pipeline(
        "  mel: {use: mel}\n  beats: {use: beats}\n  b: {use: beats}\n  cuts: {use: cuts}\n  txt: {use: write.txt}\n"
          + "  c: {use: cuts, in: {beats: b}}\n  u: {use: write.txt, in: {cuts: c}, to: u.txt}\n"))
    #expect(try wires(of: "cuts", in: plan) == ["beats <- beats.beats as beats"])
  }

  @Test(
    "mistakes in references",
    arguments: [
      ("{cuts: bests}", "7:31: error: unknown stage 'bests'; did you mean 'beats'?"),
      ("{cuts: pool}", "7:31: error: there is no stage 'pool'; add `pool: {use: pool}`"),
      ("{cuts: beats.bets}", "7:31: error: unknown output 'bets' of 'beats'; did you mean 'beats'?"),
      ("{cuts: source.beats}", "7:31: error: unknown output 'beats' of 'source'; known: audio"),
      ("{cuts: a.b.c}", "7:31: error: 'a.b.c' is neither `stage` nor `stage.port`"),
      ("{cuts: beats.}", "7:31: error: 'beats.' is neither `stage` nor `stage.port`"),
      ("{cuts: mel}", "7:31: error: mel.mel gives frames, but txt.cuts takes events"),
      (
        "{cuts: beats.tempo}",
        "7:31: error: beats.tempo gives number, but txt.cuts takes events; write `in: {cuts: beats.beats}`"
      ),
      ("{cuts: [cuts, beats]}", "7:25: error: txt.cuts takes events from one stage, not a list"),
      ("{cuts: []}", "7:25: error: txt.cuts takes events from one stage, not a list"),
      ("{cuts: {a: b}}", "7:31: error: txt.cuts must be `stage`, `stage.port` or a list of them, found a mapping"),
      ("{cut: cuts}", "7:25: error: unknown input 'cut' of 'txt'; did you mean 'cuts'?"),
    ])
  func mistakes(inputs: String, message: String) {
    // The first key within the braces is in column 25.
    let text = pipeline(chain + "  txt: {to: x.txt, in: \(inputs), use: write.txt}\n")
    #expect(lint(text) == ["p.yaml:\(message)"])
  }

  @Test("a required input that nothing feeds, and what would")
  func missing() {
    #expect(
      lint(pipeline("  txt: {use: write.txt}\n")) == [
        "p.yaml:4:3: error: txt.cuts takes events, and nothing is wired to it; add a stage `cuts: {use: cuts}`"
      ])
    #expect(
      lint(
        pipeline(
          "  mel: {use: mel}\n  m: {use: mel}\n  pool: {use: pool}\n" + "  txt: {use: write.txt, in: {cuts: b}}\n"
            + "  b: {use: beats}\n")) == [
          "p.yaml:6:3: error: pool.frames takes frames, and nothing is wired to it; "
            + "write `in: {frames: mel}` or `in: {frames: m}`"
        ])
    #expect(
      lint(pipeline("  pool: {use: pool, in: {frames: []}}\n" + chain + "  txt: {use: write.txt}\n")) == [
        "p.yaml:4:26: error: pool.frames takes frames from at least one stage"
      ])
  }

  @Test("several ports that would fit")
  func ambiguous() {
    #expect(
      lint(pipeline("  m: {use: mel}\n  n: {use: mel}\n  b: {use: beats}\n  txt: {use: write.txt, in: {cuts: b}}\n"))
        == [
          "p.yaml:6:3: error: b.mel could take frames from several stages; "
            + "choose `in: {mel: m.mel}` or `in: {mel: n.mel}`"
        ])
  }

  @Test("what is made from the whole corpus goes back into tracks, but does not stream")
  func corpus() throws {
    let plan = try sound(pipeline(chain + "  txt: {use: write.txt}\n  train: {use: train}\n"))
    #expect(
      try wires(of: "cuts", in: plan) == [
        "beats <- beats.beats as beats", "model <- train.model as model", "tempo <- beats.tempo as tempo",
      ])
    #expect(
      lint(
        pipeline(
          "  mel: {use: mel}\n  beats: {use: beats}\n  student: {use: student}\n"
            + "  p: {use: pool, in: {frames: student}}\n  d: {use: dump, in: {frames: p}}\n")
      ) == [
        "p.yaml:7:31: error: student.types is made from a whole corpus, and 'p' works on frames as they stream by; "
          + "wire it to the audio or to a frame stage"
      ])
  }

  @Test("what is made from a whole track cannot stream again")
  func streamOfATrackStage() {
    #expect(
      lint(
        pipeline(
          "  f: {use: faulty, with: {rate: 1}}\n  p: {use: pool, in: {frames: f}}\n  d: {use: dump, in: {frames: p}}\n")
      )
        == [
          "p.yaml:5:31: error: f.chroma is made from a whole track, and 'p' works on frames as they stream by; "
            + "wire it to the audio or to a frame stage"
        ])
  }

  @Test("an optional input can be left free, a required one cannot")
  func none() throws {
    let plan = try sound(
      pipeline(
        "  mel: {use: mel}\n  beats: {use: beats}\n  cuts: {use: cuts, in: {tempo: none, model: none}}\n"
          + "  txt: {use: write.txt}\n  train: {use: train}\n"))
    #expect(try wires(of: "cuts", in: plan) == ["beats <- beats.beats as beats"])
    #expect(
      lint(pipeline(chain + "  txt: {use: write.txt, in: {cuts: none}}\n")) == [
        "p.yaml:7:36: error: txt.cuts is required and cannot be `none`; write `in: {cuts: beats}` or `in: {cuts: cuts}`"
      ])
    #expect(
      lint(pipeline(chain + "  txt: {use: write.tx, in: {cuts: none}}\n")) == [
        "p.yaml:7:14: error: unknown stage 'write.tx'; did you mean 'write.txt'?"
      ])
  }

  @Test("a stage of unknown type silences what depends on it")
  func silence() {
    #expect(
      lint(
        pipeline(
          "  mel: {use: mel}\n  beats: {use: baets}\n  cuts: {use: cuts}\n"
            + "  txt: {use: write.txt}\n  b: {use: write.txt, in: {cuts: beats.foo}, to: b.txt}\n")) == [
          "p.yaml:5:16: error: unknown stage 'baets'; did you mean 'beats'?"
        ])
    #expect(
      lint(pipeline("  x: {use: moods.of.mine}\n  txt: {use: write.txt}\n")) == [
        "p.yaml:4:12: error: unknown stage 'moods.of.mine'; `songboard list` shows all stages"
      ])
    #expect(
      lint(pipeline(chain + "  txt: {use: write.tx, in: {cuts: cats}}\n")) == [
        "p.yaml:7:14: error: unknown stage 'write.tx'; did you mean 'write.txt'?",
        "p.yaml:7:35: error: unknown stage 'cats'; did you mean 'cuts'?",
      ])
  }
}
