import StageKit
import Testing

@Suite struct ParameterTests {
  private let shortest = Parameter("shortest", default: 1.2, unit: .seconds, in: 0.4...4, "The shortest shot.")

  @Test func aValueOutOfRangeNamesTheRange() {
    let failure = #expect(throws: Failure.self) { try shortest.parse(.text("100 ms"), relativeTo: "") }
    #expect(failure?.description == "0.1 is out of range; allowed: 0.4 to 4 s")
  }

  @Test(arguments: [
    (0...Double.infinity, "-1", "allowed: at least 0 s"), (-Double.infinity...9, "10", "allowed: at most 9 s"),
  ])
  func oneEndMayBeOpen(range: ClosedRange<Double>, stray: String, remedy: String) throws {
    let wait = Parameter("wait", default: 1, unit: .seconds, in: range, "How long it is.")
    #expect(throws: Failure("\(stray) is out of range", remedy: remedy)) {
      try wait.parse(.text(stray), relativeTo: "")
    }
    _ = try wait.parse(.text("5"), relativeTo: "")
  }

  @Test func everyNumberOfAListIsInRange() {
    let sizes = Parameter("layers", default: [4, 2], in: 1...512, "The sizes of the layers.")
    #expect(throws: Failure.self) { try sizes.parse(.list([.text("8"), .text("0")]), relativeTo: "") }
  }

  @Test func theDefaultIsShownWithItsUnit() {
    #expect(shortest.defaultText == "1.2 s")
    #expect(Parameter("fmax", default: Double?.none, unit: .hertz, in: 0...1, "The limit.").defaultText == "none")
  }

  @Test func settingsFillInDefaults() throws {
    let declaration = StageDeclaration(
      id: "test", doc: "Does nothing.", source: "none", inputs: [], outputs: [], parameters: [shortest])
    var settings = Settings(defaultsOf: declaration)
    #expect(settings[shortest] == 1.2)
    settings.set("shortest", to: try shortest.parse(.text("2 s"), relativeTo: ""))
    #expect(settings[shortest] == 2)
    #expect(settings.texts.map(\.text) == ["2"])
  }
}
