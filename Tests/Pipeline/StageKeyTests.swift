import Testing

@testable import Pipeline

@Suite("Stage keys")
struct StageKeyTests {
  private let plain = pipeline(chain + "  txt: {use: write.txt}\n")

  private func keys(_ plan: Plan) -> [String: String] {
    Dictionary(uniqueKeysWithValues: plan.stages.map { ($0.name, $0.key) })
  }

  @Test("order, layout, comments, defaults written out, unused stages and the folder make no difference")
  func stable() throws {
    let before = try sound(plain)
    let after = try #require(
      plan(
        """
        # The same.
        stages:
          txt: {use: write.txt, in: {cuts: cuts}}
          cuts:
            use: cuts
            with: {weights: [1, 2.0], shortest: 1200 ms}
          beats: {use: "beats"}   # by Ellis
          unused: {use: pool, in: {frames: mel}}
          mel: {use: mel}
        version: 1

        """, file: "elsewhere/q.yaml"
      ).plan)
    #expect(keys(after) == keys(before))
  }

  @Test("the keys depend on no path, and not on where the pipeline lies")
  func paths() throws {
    let text = pipeline(
      "  mel: {use: mel}\n  beats: {use: beats}\n  cuts: {use: cuts, with: {file: a.csv}}\n  txt: {use: write.txt}\n")
    let here = try sound(text)
    let there = try sound(text, file: "there/p.yaml")
    #expect(keys(here) == keys(there))
    let other = try sound(text.replacing("a.csv", with: "b.csv"))
    #expect(keys(here) == keys(other))
  }

  @Test("a setting changes the keys of its stage and those after it")
  func settings() throws {
    let before = try sound(plain)
    let after = try #require(plan(plain, set: "cuts.shortest=1.3").plan)
    #expect(keys(after)["mel"] == keys(before)["mel"])
    #expect(keys(after)["beats"] == keys(before)["beats"])
    #expect(keys(after)["cuts"] != keys(before)["cuts"])
    #expect(keys(after)["txt"] != keys(before)["txt"])
  }

  @Test("the sample rate and the wires change everything behind them")
  func rateAndWires() throws {
    let before = try sound(plain)
    let faster = try #require(plan(plain, set: "source.rate=44100").plan)
    #expect(Set(keys(faster).values).isDisjoint(with: keys(before).values))
    let rewired = try #require(plan(plain.replacing("write.txt}", with: "write.txt, in: {cuts: beats}}")).plan)
    #expect(keys(rewired)["txt"] != keys(before)["txt"])
  }

  @Test("the decoder changes all; what becomes of damaged tracks nothing about whole ones")
  func decoderAndDamaged() throws {
    let before = try sound(plain)
    let byFFmpeg = try #require(plan(plain, set: "source.decoder=ffmpeg").plan)
    #expect(Set(keys(byFFmpeg).values).isDisjoint(with: keys(before).values))
    let keeping = try #require(plan(plain, set: "source.damaged=keep").plan)
    #expect(keys(keeping) == keys(before))
  }

  @Test("a stage's name is no part of its key, except where a list input tells stages apart by it")
  func names() throws {
    let renamed = try sound(
      pipeline("  m: {use: mel}\n  b: {use: beats}\n  c: {use: cuts}\n  t: {use: write.txt, to: x}\n"))
    let before = try sound(plain)
    #expect(renamed.stages.map(\.key) == before.stages.map(\.key))
    func pool(_ name: String) throws -> Plan {
      try sound(
        pipeline("  \(name): {use: mel}\n  p: {use: pool, in: {frames: \(name)}}\n  d: {use: dump, in: {frames: p}}\n"))
    }
    let one = try pool("one").stages.map(\.key)
    let two = try pool("two").stages.map(\.key)
    #expect(one[0] == two[0])
    #expect(one[1] != two[1])
    func merged(_ name: String) throws -> [String] {
      try sound(pipeline(chain + "  \(name): {use: write.txt}\n  m: {use: merge, in: {texts: \(name)}}\n"))
        .stages.map(\.key)
    }
    let texts = (try merged("one"), try merged("two"))
    #expect(texts.0.dropLast() == texts.1.dropLast())
    #expect(texts.0.last != texts.1.last)
  }
}
