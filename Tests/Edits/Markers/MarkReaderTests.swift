import Shots
import StageKit
import Testing

@testable import Edits

/// What people mark in other programs comes back as events.
@Suite struct MarkReaderTests {
  private func marks(
    _ text: String, as ending: String = "txt", rate: FrameRate? = nil, start: String? = nil
  ) throws -> [Event] {
    try MarkReader.marks(in: Array(text.utf8), path: "song.marks.\(ending)", rate: rate, start: start).events
  }

  private func failure(_ text: String, as ending: String = "txt", rate: FrameRate? = nil) throws -> String {
    try #require(throws: Failure.self) { try marks(text, as: ending, rate: rate) }.description
  }

  @Test func resolve() throws {
    let list = """
      TITLE: Timeline 1
      FCM: NON-DROP FRAME

      001  001      V     C        01:00:02:00 01:00:02:01 01:00:02:00 01:00:02:01\u{20}\u{20}
       |C:ResolveColorBlue |M:Marker 1 |D:1

      002  001      V     C        01:00:10:12 01:00:10:13 01:00:10:12 01:00:10:13\u{20}\u{20}
      a note |C:ResolveColorRed |M:drop | two |D:50

      """
    let wanted = [Event(at: 2, label: "Marker 1"), Event(from: 10.48, to: 12.48, label: "drop | two")]
    #expect(try marks(list, as: "edl", rate: .fps25) == wanted)
    #expect(try marks(list.replacing("Timeline 1", with: "TIMELINE 1 25")) == wanted)
    #expect(try marks(list, rate: .fps25, start: "01:00:01:00").first?.start == 1)
    #expect(try failure(list).contains("does not say how many are a second; set `rate`"))
    #expect(try failure(list.replacing("|D:50", with: "|D:x"), rate: .fps25).hasPrefix("song.marks.txt:8:1: error: "))
    #expect(try failure(list.replacing("01:00:02:00", with: "01:00:02:30"), rate: .fps25).contains("out of range"))
    // A timeline that starts at midnight.
    #expect(try marks(list.replacing(" 01:00", with: " 00:00"), rate: .fps25) == wanted)
  }

  @Test func locatorsOfAvid() throws {
    let list = """
      TITLE: SONG 29.97DF
      FCM: DROP FRAME
      001  CARDS    V     C        01:00:00;00 01:00:07;09 01:00:00;00 01:00:07;09
      * LOC: 01:01:00;02 RED     HERE IT STARTS
      """
    #expect(try marks(list) == [Event(at: FrameRate.ntsc.seconds(ofFrame: 1800), label: "HERE IT STARTS")])
  }

  @Test func premiereTables() throws {
    let table =
      "Marker Name\tDescription\tIn\tOut\tDuration\tMarker Type\r\n"
      + "drop\t\t00:00:05:10\t00:00:05:10\t00:00:00:00\tComment\r\n"
      + "\tonly a note\t00:00:10:00\t00:00:12:00\t00:00:02:00\tChapter\r\n"
    let wanted = [Event(at: 5.4, label: "drop"), Event(from: 10, to: 12, label: "only a note")]
    #expect(try marks(table, as: "csv", rate: .fps25) == wanted)
    // As Premiere Pro writes it.
    let units = [UInt16(0xFEFF)] + Array(table.utf16)
    let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    for bytes in [little, big] {
      #expect(try MarkReader.marks(in: bytes, path: "x.csv", rate: .fps25).events == wanted)
    }
    #expect(try failure(table, as: "csv").contains("set `rate`"))
    #expect(try failure(table.replacing("00:00:10:00", with: "soon"), rate: .fps25).contains("txt:3:1: error: 'soon'"))
  }

  @Test func premiereSequences() throws {
    let xml = """
      <?xml version="1.0"?><!DOCTYPE xmeml><xmeml version="4"><sequence>
      <rate><timebase>30</timebase><ntsc>TRUE</ntsc></rate>
      <marker><name>drop</name><comment>c</comment><in>300</in><out>-1</out></marker>
      <marker><name></name><comment>solo</comment><in>600</in><out>660</out></marker>
      <media><video><track><clipitem><marker><name>of a clip</name><in>1</in><out>-1</out></marker></clipitem></track>
      </video></media></sequence></xmeml>
      """
    let seconds = FrameRate.ntsc.seconds(ofFrame:)
    #expect(
      try marks(xml, as: "xml")
        == [Event(at: seconds(300), label: "drop"), Event(from: seconds(600), to: seconds(660), label: "solo")])
    #expect(try failure("<fcpxml/>", as: "xml").contains("txt") == false)
    #expect(try failure(xml.replacing("<in>300</in>", with: "<in>x</in>")).contains("txt:3:1: error: the mark 'drop'"))
  }

  @Test func audacity() throws {
    let labels = "1.5\t1.5\tdrop\r\n\\\t100.0\t200.0\r\n3\t4.25\ta\tb\r\n7.0\t7.0\t\r\n"
    #expect(
      try marks(labels)
        == [Event(at: 1.5, label: "drop"), Event(from: 3, to: 4.25, label: "a\tb"), Event(at: 7)])
    #expect(try failure("1\t2\ta\n3\tx\tb\n5\t4\tc\n").contains("txt:2:1: error: expected a label's start"))
    #expect(try failure("1\t2\ta\n5\t4\tc\n").contains("txt:2:1: error: the mark ends at 4 s, before it starts at 5 s"))
    #expect(try failure("hello\n").contains("Audacity"))
    #expect(try failure(" \n").contains("empty"))
  }

  @Test func reaper() throws {
    let table =
      "#,Name,Start,End,Length\nM1,drop,0:05.250,,\nR2,\"a, b\",1:00:00.000,1:00:10.5,0:10.5\nM3,last,4000.5\n"
    #expect(
      try marks(table, as: "csv")
        == [
          Event(at: 5.25, label: "drop"), Event(from: 3600, to: 3610.5, label: "a, b"),
          Event(at: 4000.5, label: "last"),
        ])
    #expect(try marks("#,Name,Start\nM1,x,00:00:05:10\n", rate: .fps25) == [Event(at: 5.4, label: "x")])
    #expect(try failure("#,Name,Start\nM1,x,00:00:05:10\n").contains("set `rate`"))
    #expect(try failure("#,Name,Start\nM1,x,1.1.00\n").contains("txt:2:1: error: '1.1.00' is no time"))
  }

  @Test func kdenlive() throws {
    let guides = """
      [{"pos": 125, "comment": "drop", "type": 0},
       {"pos": 250, "comment": "solo", "type": 1, "duration": 50}]
      """
    #expect(
      try marks(guides, as: "json", rate: .fps25)
        == [Event(at: 5, label: "drop"), Event(from: 10, to: 12, label: "solo")])
    #expect(try failure(guides).contains("set `rate`"))
    #expect(try failure(guides.replacing("250", with: "-3"), rate: .fps25).contains("txt:2:1: error: the mark 'solo'"))
    #expect(try failure("{}", rate: .fps25).contains("guides of Kdenlive are a list"))
  }

  @Test func tablesOfEvents() throws {
    #expect(
      try marks("start,end,label,group\r\n1.5,2,a,\r\n3,3,b,\r\n")
        == [Event(from: 1.5, to: 2, label: "a"), Event(at: 3, label: "b")])
  }

  @Test func noMarkIsAnError() throws {
    #expect(try failure("[]", rate: .fps25).contains("there is no mark"))
    #expect(try failure("#,Name,Start\n").contains("there is no mark"))
  }
}
