import StageKit
import Testing

@Suite struct ParameterValueTests {
  @Test(arguments: [
    ("1.2", 1.2), ("1.2 s", 1.2), ("250 ms", 0.25), ("250ms", 0.25), ("2 min", 120), ("-3", -3), ("1e-3 s", 0.001),
    ("+.5", 0.5),
  ])
  func secondsAreRead(text: String, value: Double) throws {
    #expect(abs(try Double(.text(text), unit: .seconds) - value) < 1e-12)
  }

  @Test func frequenciesAreRead() throws {
    #expect(try Double(.text("22.05 kHz"), unit: .hertz) == 22050)
    #expect(try Int(.text("44100 Hz"), unit: .hertz) == 44100)
  }

  @Test(arguments: ["", "fast", "1.2 parsecs", "1 2", "nan", "inf", "1e999", "0x10"])
  func whatIsNoNumberIsRefused(text: String) {
    #expect(throws: Failure.self) { try Double(.text(text), unit: .seconds) }
  }

  @Test func aVeryLongNumberIsNoNumber() {
    let text = String(repeating: "1.", count: 100_000)
    let failure = #expect(throws: Failure.self) { try Double(.text(text), unit: .seconds) }
    #expect(failure?.description == "expected number, found a text of 200000 bytes")
  }

  @Test func aUnitThatDoesNotBelongNamesThoseThatDo() {
    let failure = #expect(throws: Failure.self) { try Double(.text("3 kHz"), unit: .seconds) }
    #expect(failure?.description == "unknown unit 'kHz' in '3 kHz'; units here: s, ms, min")
  }

  @Test func anIntegerHasNoFraction() {
    let failure = #expect(throws: Failure.self) { try Int(.text("12.5"), unit: nil) }
    #expect(failure?.description == "expected integer, found '12.5'")
  }

  @Test func aListIsNoNumber() {
    let failure = #expect(throws: Failure.self) { try Double(.list([.text("1")]), unit: nil) }
    #expect(failure?.description == "expected number, found a list")
  }

  @Test func listsAreRead() throws {
    #expect(try [Int](.list([.text("256"), .text("128"), .text("64")]), unit: nil) == [256, 128, 64])
    #expect(try [Int](.text("256"), unit: nil) == [256])
    #expect([256, 128].text == "[256, 128]")
  }

  @Test func noneIsNoValue() throws {
    #expect(try Double?(.text("none"), unit: nil) == nil)
    #expect(try Double?(.text("0.25"), unit: nil) == 0.25)
    #expect(Double?.none.text == "none")
  }

  @Test func textReadsBackAsTheSameNumber() throws {
    for value: Double in [0, -1, 1.5, 0.1, 1e-7, 123_456_789, 1e300, 22050 / 512] {
      #expect(try Double(.text(value.text), unit: nil) == value)
    }
  }

  @Test func aMisspeltChoiceIsCorrected() {
    let failure = #expect(throws: Failure.self) { try Mode(.text("smaple"), unit: nil) }
    #expect(failure?.description == "expected one of best, sample, found 'smaple'; did you mean 'sample'?")
  }

  private enum Mode: String, Choice {
    case best
    case sample
  }

  @Test func whatIsExpectedIsNamedWhole() {
    func fault<Value: ParameterValue>(_: Value.Type, _ text: String) -> String? {
      do throws(Failure) {
        _ = try Value(.text(text), unit: nil)
        return nil
      } catch {
        return error.description
      }
    }
    #expect(fault(Int.self, "abc") == "expected integer, found 'abc'")
    #expect(fault(Int?.self, "abc") == "expected integer or none, found 'abc'")
    #expect(fault(Int?.self, "1.5") == "expected integer or none, found '1.5'")
    #expect(fault(Double?.self, "abc") == "expected number or none, found 'abc'")
    #expect(fault(Int?.self, "none") == nil)
  }
}
