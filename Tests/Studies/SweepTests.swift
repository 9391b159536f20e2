import StageKit
import Testing

@testable import Studies

struct SweepTests {
  @Test func valuesOfAnAxis() throws {
    #expect(try SweepAxis("kd.tau=2,4,8").values == ["2", "4", "8"])
    #expect(try SweepAxis("*.seed=1..4").values == ["1", "2", "3", "4"])
    #expect(try SweepAxis("*.seed=-1..1").values == ["-1", "0", "1"])
    #expect(try SweepAxis("*.layers=[48, 24],[64]").values == ["[48, 24]", "[64]"])
    #expect(try SweepAxis("a.b='x,y',{c: d, e: f}").values == ["'x,y'", "{c: d, e: f}"])
    #expect(try SweepAxis("a.b=1=2,3").values == ["1=2", "3"])
    #expect(try SweepAxis("a.b=1..x").values == ["1..x"])
    #expect(try SweepAxis("a.b=../1,x").values == ["../1", "x"])
  }

  @Test(arguments: [
    "", "kd.tau", "kd.tau=", "=2", "kd.tau=2,,4", "kd.tau=2,2", "*.seed=8..1", "*.seed=1..5000", "a.b=2,",
  ])
  func refused(_ text: String) {
    #expect(throws: Failure.self) { try SweepAxis(text) }
  }

  /// A range that is none is not handed on as a value, of which another message would come.
  @Test(arguments: ["1..", "..8", "0.5..2", "1..4..2", "1,2..4"])
  func rangesAreOfTwoWholeNumbers(_ values: String) {
    let failure = #expect(throws: Failure.self) { try SweepAxis("kd.tau=\(values)") }
    #expect(failure?.reason.contains("two whole numbers") == true)
  }

  @Test func eachWithEach() throws {
    let sweep = try Sweep(["*.seed=1..2", "kd.tau=2,4"])
    #expect(sweep.points.map(\.name) == ["seed=1,kd.tau=2", "seed=1,kd.tau=4", "seed=2,kd.tau=2", "seed=2,kd.tau=4"])
    #expect(sweep.points[1].overrides == ["*.seed=1", "kd.tau=4"])
    #expect(try Sweep([]).points.map(\.name) == [""])
  }

  @Test func namesAreFolders() throws {
    #expect(try Sweep(["a.file=../x y,/b"]).points.map(\.name) == ["a.file=.._x_y", "a.file=_b"])
    #expect(throws: Failure.self) { try Sweep(["a.file=x/y,x y"]) }
  }

  @Test func tooMany() {
    #expect(throws: Failure.self) { try Sweep(["a.b=1..1000", "a.c=1..11"]) }
    #expect(throws: Failure.self) { try Sweep(["a.b=1", "a.b=2"]) }
  }
}
