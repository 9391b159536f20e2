import Formats
import StageKit
import Testing

/// Schemas of written forms. `.ci/checks/documents` validates files with those of the program.
@Suite struct JSONSchemaTests {
  @Test(arguments: [
    (WrittenForm.boolean, #"{"enum":[true,false,"true","false"]}"#),
    (
      .number(isWhole: true, in: 1...9),
      #"{"anyOf":[{"type":"integer","minimum":1.0,"maximum":9.0},{"type":"string","pattern":"^[+-]?[0-9]+(\\.0*)?([eE]\\+?[0-9]+)?$"}]}"#
    ),
    (
      .number(in: 0...Double.infinity),
      #"{"anyOf":[{"type":"number","minimum":0.0},{"type":"string","pattern":"^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?$"}]}"#
    ),
    (.words(["25", "29.97df", "inf"]), #"{"enum":[25.0,"25","29.97df","inf"]}"#),
    (.text(), #"{"type":["string","number","boolean"]}"#),
    (
      .list(.boolean, count: 2...2, takesOne: false),
      #"{"type":"array","items":{"enum":[true,false,"true","false"]},"minItems":2,"maxItems":2}"#
    ),
    (
      .list(.path),
      #"{"anyOf":[{"type":"string","minLength":1},{"type":"array","items":{"type":"string","minLength":1},"minItems":0}]}"#
    ),
    (
      .mapping(.boolean, keys: "^a$"),
      #"{"type":"object","propertyNames":{"type":"string","pattern":"^a$"},"additionalProperties":{"enum":[true,false,"true","false"]}}"#
    ),
    (.either([.boolean, .none]), #"{"anyOf":[{"enum":[true,false,"true","false"]},{"enum":["none"]}]}"#),
    (
      .record([WrittenField("a", .boolean, isRequired: true, "Is it?"), WrittenField("b", .boolean, "And it?")]),
      #"{"type":"object","required":["a"],"properties":{"a":{"description":"Is it?","enum":[true,false,"true","false"]},"b":{"description":"And it?","enum":[true,false,"true","false"]}},"additionalProperties":false}"#
    ),
  ])
  func eachFormHasItsSchema(form: WrittenForm, schema: String) {
    #expect(JSON.schema(of: form).compact == schema)
  }

  @Test(arguments: [
    ("1.2 s", true), ("1.2s", true), ("250 ms", true), (".5 min", true), ("-1e3", true), ("2 min ", false),
    ("1,2 s", false),
    ("2 kg", false), ("s", false), ("", false),
  ])
  func aNumberMayCarryItsUnit(text: String, isOne: Bool) throws {
    let schema = JSON.schema(of: .number(in: 0...9, unit: .seconds)).compact
    let node = try JSONReader.read(Array(schema.utf8))
    let pattern = try #require(node["anyOf"]?.elements?.last?["pattern"]?.text)
    #expect(try (text.wholeMatch(of: Regex(pattern)) != nil) == isOne)
  }

  @Test(arguments: [("64", true), ("-3", true), ("64.0", true), ("64.5", false), ("64 s", false), ("", false)])
  func aWholeNumberMayStandInQuotes(text: String, isOne: Bool) throws {
    let schema = JSON.schema(of: .number(isWhole: true)).compact
    let node = try JSONReader.read(Array(schema.utf8))
    let pattern = try #require(node["anyOf"]?.elements?.last?["pattern"]?.text)
    #expect(try (text.wholeMatch(of: Regex(pattern)) != nil) == isOne)
  }

  @Test func scalarsAreWhatYAMLTakesThemFor() {
    #expect(JSON.scalar("true").compact == "true" && JSON.scalar("0.5").compact == "0.5")
    #expect(JSON.scalar("inf").compact == "\"inf\"" && JSON.scalar("1.2 s").compact == "\"1.2 s\"")
  }
}
