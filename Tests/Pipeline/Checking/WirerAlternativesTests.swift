import Testing

@testable import Pipeline

@Suite("Wiring one of several inputs")
struct WirerAlternativesTests {
  private func wired(_ inputs: String) throws -> [String] {
    let plan = try sound(pipeline(chain + "  txt: {use: write.txt}\n  tab: {use: write.either\(inputs)}\n"))
    return try #require(plan.stages.first { $0.name == "tab" }).inputs.keys.sorted()
  }

  @Test("one that is named keeps the others free, though a stage has their name")
  func named() throws {
    #expect(try wired(", in: {frames: mel}") == ["frames"])
    #expect(try wired(", in: {cuts: beats}") == ["cuts"])
  }

  @Test("where none is named, the one that finds its stage is wired")
  func implicit() throws {
    #expect(try wired("") == ["cuts"])
  }

  @Test("two are one too many, and one is needed")
  func faults() {
    let table = "  tab: {use: write.either, in: "
    #expect(
      lint(pipeline(chain + table + "{cuts: cuts, frames: mel}}\n"))
        == ["p.yaml:7:53: error: tab takes one of cuts, frames, and 2 are wired; use the stage once for each"])
    #expect(
      lint(pipeline(chain + table + "{cuts: none}}\n"))
        == ["p.yaml:7:3: error: tab takes one of cuts, frames, and none is wired; write `in: {cuts: STAGE}`"])
  }

  @Test("where several may be wired, those that are named are, and one is needed")
  func several() throws {
    func wired(_ inputs: String) throws -> [String] {
      let plan = try sound(pipeline(chain + "  txt: {use: write.txt}\n  tab: {use: write.any\(inputs)}\n"))
      return try #require(plan.stages.first { $0.name == "tab" }).inputs.keys.sorted()
    }
    #expect(try wired(", in: {frames: [mel]}") == ["frames"])
    #expect(try wired(", in: {frames: mel, cuts: cuts}") == ["cuts", "frames"])
    #expect(try wired("") == ["cuts"])
    #expect(
      lint(pipeline(chain + "  tab: {use: write.any, in: {cuts: none}}\n"))
        == ["p.yaml:7:3: error: tab takes one of cuts, frames, and none is wired; write `in: {cuts: STAGE}`"])
  }
}
