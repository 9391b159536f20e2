import Testing
import Timeline

@testable import Interchange

@Suite(.timeLimit(.minutes(1))) struct HostileFileTests {
  @Test func entitiesAreRefused() {
    let bomb = "<!DOCTYPE a [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;&a;&a;\">]><mlt>&b;</mlt>"
    let outside = "<!DOCTYPE a [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>\n<mlt>&a;</mlt>"
    for text in [bomb, outside] {
      #expect(
        Samples.read(text, as: .mlt).messages
          == ["x:1:1: error: the document declares an entity, which no edit needs"])
    }
  }

  @Test func deepAndBrokenTextsEnd() {
    let deepXML = String(repeating: "<a>", count: 100_000)
    #expect(Samples.read(deepXML, as: .fcp7).messages == ["x:1:1: error: nested more than 64 deep"])
    let deepJSON = String(repeating: "[", count: 100_000)
    #expect(Samples.read(deepJSON, as: .otio).messages == ["x:1:1: error: nested more than 64 deep"])
    for format in CutFormat.allCases {
      #expect(!Samples.read("", as: format).messages.isEmpty)
      #expect(!Samples.read([0xFF, 0x00, 0x3C], as: format).messages.isEmpty)
    }
  }

  @Test func everyCutOfASampleIsReadOrRefused() throws {
    for path in ["timelines/song_25.mlt", "timelines/song_25.xml", "timelines/song_25.otio", "good/dissolve.edl"] {
      let bytes = try Samples.bytes(path)
      let format = try CutFormat(path: path)
      for length in stride(from: 0, to: bytes.count - 20, by: max(1, bytes.count / 60)) {
        let (cuts, messages) = Samples.read(Array(bytes[..<length]), as: format)
        // An edit list that ends after a whole event is an edit list.
        #expect(!messages.isEmpty || (format == .edl && cuts != nil), "\(path) up to \(length)")
      }
    }
  }

  @Test(arguments: [
    ("{\"a\": 1, \"a\": 2}", "the key 'a' stands twice in one object"),
    ("{\"a\": 01}", "not valid JSON: expected ',' or '}'"), ("[1,]", "not valid JSON: expected a value"),
    ("\"\\ud800\"", "a text has half of a surrogate pair"), ("[1] 2", "something follows the end of the JSON value"),
    ("\"a\nb\"", "a text has a control character; write it as \\u00XX"), ("[+1]", "not valid JSON: expected a value"),
  ]) func whatIsNoJSONIsRefused(text: String, message: String) {
    #expect { try JSONReader.read(Array(text.utf8)) } throws: { ($0 as? ReadingFault)?.message == message }
  }

  @Test func jsonTextsAreRead() throws {
    let node = try JSONReader.read(Array("{\"a\":\n [\"\\u00fc\\ud83c\\udfb5\\n\", -1.5e2, true, null]}".utf8))
    let list = try #require(node["a"]?.elements)
    #expect(list[0].text == "ü🎵\n" && list[1].number == -150 && list[2].bool == true && list[3].isNull)
    #expect(list[0].line == 2)
  }
}
