import Formats
import StageKit
import Testing

@Suite struct JSONTests {
  @Test(arguments: [
    ("{\"a\": 1, \"a\": 2}", "the key 'a' stands twice in one object"),
    ("{\"a\": 01}", "not valid JSON: expected ',' or '}'"), ("[1,]", "not valid JSON: expected a value"),
    ("\"\\ud800\"", "a text has half of a surrogate pair"), ("[1] 2", "something follows the end of the JSON value"),
    ("\"a\nb\"", "a text has a control character; write it as \\u00XX"), ("[+1]", "not valid JSON: expected a value"),
  ]) func whatIsNoJSONIsRefused(text: String, message: String) {
    #expect { try JSONReader.read(Array(text.utf8)) } throws: { ($0 as? ReadingError)?.message == message }
  }

  @Test func jsonTextsAreRead() throws {
    let node = try JSONReader.read(Array("{\"a\":\n [\"\\u00fc\\ud83c\\udfb5\\n\", -1.5e2, true, null]}".utf8))
    let list = try #require(node["a"]?.elements)
    #expect(list[0].text == "ü🎵\n" && list[1].number == -150 && list[2].bool == true && list[3].isNull)
    #expect(list[0].line == 2)
  }

  @Test func wholeNumbersAreExact() throws {
    let node = try JSONReader.read(Array("[9007199254740993, 7.0, -0, 1e3, 1.5, 99999999999999999999]".utf8))
    let numbers = try #require(node.elements)
    #expect(numbers.map(\.integer) == [9_007_199_254_740_993, 7, 0, 1000, nil, nil])
    #expect(node.integers == nil)
  }

  /// Each form that is written reads back as the same value.
  @Test func whatIsWrittenReadsBack() throws {
    let texts = ["a\"\\/\n\t\u{1}\u{7F}", "", "ü🎵\u{FEFF}\u{2028}", "\r\n"]
    let value = JSON.object([
      ("list", .array(texts.map(JSON.string) + [.null, .bool(true), .integer(.min), .number(0.1)])),
      ("texts", .object(["b": "1", "B": "2", texts[0]: "3"])), ("none", .array([])), ("nothing", .object([])),
      ("rows", .array([.object([("a", .integer(1))]), .object([])])),
    ])
    for text in [value.line, value.compact, value.page, value.tree] {
      let node = try JSONReader.read(Array(text.utf8))
      let list = try #require(node["list"]?.elements)
      #expect(list.prefix(4).map(\.text) == texts)
      #expect(list[4].isNull && list[5].bool == true && list[6].integer == .min && list[7].number == 0.1)
      #expect(node["texts"]?.fields?.map(\.key) == ["B", texts[0], "b"])
      #expect(node["texts"]?.textsByKey == ["b": "1", "B": "2", texts[0]: "3"])
      #expect(node["none"]?.elements?.isEmpty == true && node["nothing"]?.fields?.isEmpty == true)
      #expect(node["rows"]?.elements?.map { $0["a"]?.integer } == [1, nil])
    }
    #expect(value.compact.contains(#""none":[],"nothing":{},"rows":[{"a":1},{}]"#))
  }

  @Test func whatNoNumberIsIsRefused() {
    #expect(throws: Failure.self) { try JSON.number(.nan, named: "tempo") }
    #expect(throws: Failure.self) { try JSON.pretty([Double.infinity]) }
  }
}
