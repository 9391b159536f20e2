import Testing
import Shots

@testable import Edits

@Suite(.timeLimit(.minutes(10))) struct HostileFileTests {
  @Test func entitiesAreRefused() {
    let bomb = "<!DOCTYPE a [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;&a;&a;\">]><mlt>&b;</mlt>"
    let outside = "<!DOCTYPE a [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>\n<mlt>&a;</mlt>"
    for text in [bomb, outside] {
      #expect(
        Samples.read(text, as: .mlt).messages
          == ["x:1:1: error: the document declares an entity, which is not read"])
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

  private static let most = "9223372036854775807"
  private static let least = "-9223372036854775808"

  @Test(arguments: [least, most]) func numbersBeyondAllEditsAreRefused(number: String) throws {
    let item = { (key: String) in
      let values = ["start": "0", "end": "9", "in": "0", "out": "9"].map {
        "<\($0)>\($0 == key ? number : $1)</\($0)>"
      }
      return "<clipitem><name>a</name>\(values.joined())</clipitem>"
    }
    func sequence(_ rate: String, _ items: String) -> String {
      "<xmeml><sequence><rate><timebase>\(rate)</timebase><ntsc>TRUE</ntsc></rate><media><video><format/>"
        + "<track>\(items)</track></video></media><marker><in>\(number)</in></marker></sequence></xmeml>"
    }
    for key in ["start", "end", "in", "out"] {
      #expect(Samples.read(sequence("30", item(key)), as: .fcp7).messages.contains { $0.contains("in whole frames") })
    }
    #expect(Samples.read(sequence("30", ""), as: .fcp7).messages.contains { $0.contains("in whole frames") })
    #expect(Samples.read(sequence(number, ""), as: .fcp7).messages.contains { $0.contains("no rate of editors") })
    let head = "<mlt><profile frame_rate_num=\"25\" frame_rate_den=\"1\"/><producer id=\"a\"/><playlist>"
    for entry in ["<entry producer=\"a\" in=\"\(number)\" out=\"4\"/>", "<blank length=\"\(number)\"/>"] {
      let messages = Samples.read("\(head)\(entry)</playlist></mlt>", as: .mlt).messages
      #expect(messages.contains { $0.hasSuffix("is no frame number") }, "\(messages)")
    }
    func time(_ value: String) -> String { "{\"value\": \(value), \"rate\": 25}" }
    let otio = "{\"OTIO_SCHEMA\": \"Timeline.1\", \"global_start_time\": \(time(number)), \"tracks\": {}}"
    #expect(Samples.read(otio, as: .otio).messages.contains { $0.hasSuffix("is no whole frame") })
  }

  @Test func lengthsThatSumBeyondAllEditsAreRefused() {
    let gap = "<gap duration=\"999999999999s\"/>"
    let text = """
      <fcpxml><resources><format id="f" frameDuration="1/60s"/></resources><sequence format="f"><spine>\
      \(String(repeating: gap, count: 3))</spine></sequence></fcpxml>
      """
    #expect(Samples.read(text, as: .fcpxml).messages.contains { $0.contains("is no whole number of frames") })
  }

  @Test func everyClipMustLieWithinItsMedia() throws {
    let text = String(decoding: try Samples.bytes("timelines/song_25.xml"), as: UTF8.self)
    #expect(text.contains("<duration>2450</duration><timecode>"))
    let short = text.replacing("<duration>2450</duration><timecode>", with: "<duration>700</duration><timecode>")
    let messages = Samples.read(short, as: .fcp7).messages
    // The first clips are within; the file is described in the first alone.
    #expect(messages.count == 5 && messages.allSatisfy { $0.hasSuffix("runs past its media") }, "\(messages)")
  }
}
