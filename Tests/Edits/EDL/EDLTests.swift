import Shots
import Testing

@testable import Edits

/// The one reader of edit decision lists, whatever the list is read for.
@Suite struct EDLTests {
  private func list(_ lines: String...) throws -> EDL {
    try EDL(Array((["TITLE: X 25", "FCM: NON-DROP FRAME", ""] + lines).joined(separator: "\n").utf8))
  }

  private func event(_ fields: String, _ first: Int, _ last: Int) -> String {
    let times = [first, last].map { Timecode(frame: 90_000 + $0, rate: .fps25).description }.joined(separator: " ")
    return "\(fields) \(times) \(times)"
  }

  /// Lists of users, whose sound has clip names too, or whose notes are spelt otherwise.
  @Test(arguments: ["music_event", "sound_pairs", "no_space", "no_star"])
  func notesBelongToTheEventAboveThem(name: String) throws {
    let list = try EDL(try Samples.bytes("labels/\(name).edl"))
    let shots = list.events.filter(\.showsPicture)
    #expect(shots.map { $0.shownName?.prefix(3) } == ["CU_", "LS_", "MS_"])
    #expect(try shots.map { try $0.frames(at: .fps25) } == [90_000..<90_050, 90_050..<90_125, 90_125..<90_250])
  }

  @Test(arguments: [
    "* FROM CLIP NAME: CU 1", "*FROM CLIP NAME:CU 1  ", "FROM CLIP NAME:\tCU 1", "  *  FROM CLIP NAME : CU 1",
  ]) func aKeyIsFoundHoweverItIsSpelt(note: String) throws {
    #expect(try list(event("001 AX V C", 0, 25), note).events[0].shownName == "CU 1")
  }

  @Test(arguments: ["* FROM CLIP NAMES: X", "* CLIP NAME: X", "* NOTE FROM CLIP NAME: X", "M2 AX 025.0 01:00:00:00"])
  func otherNotesNameNoClip(note: String) throws {
    #expect(try list(event("001 AX V C", 0, 25), note).events[0].shownName == nil)
  }

  @Test func aTransitionShowsTheClipThatComes() throws {
    let list = try list(
      event("001 AX V C", 0, 25), "* FROM CLIP NAME: CU", event("002 AX V C", 25, 25), event("002 BX V D 012", 25, 50),
      "* FROM CLIP NAME: CU", "* TO CLIP NAME: LS", event("003 CX V W001 025", 50, 75), "* TO CLIP NAME: MS",
      "* COMMENT: XLS_003 P=0.50 RUNNER-UP=LS")
    #expect(list.events.map(\.isOutgoing) == [false, true, false, false])
    #expect(list.events.map(\.shownName) == ["CU", nil, "LS", "XLS_003"])
  }

  @Test(arguments: [
    ("001  AX       V     C       ", "AX", "V", "C"), ("1 MY OLD REEL AA/V K B 012", "MY OLD REEL", "AA/V", "K"),
    ("000012\tC\tB\tC\t", "C", "B", "C"), ("001 D V1 D 012", "D", "V1", "D"),
    ("001 AX A2 W001 005", "AX", "A2", "W001"),
  ]) func theWordsOfALineAreToldApart(line: String, reel: String, channels: String, transition: String) throws {
    let event = try #require(try list(event(line, 0, 25)).events.first)
    #expect([event.reel, event.channels, event.transition] == [reel, channels, transition])
    #expect(event.showsPicture == (channels != "A2"))
  }

  @Test func linesEndAsOnAnySystem() throws {
    let text = "TITLE: X_29.97\rFCM: DROP FRAME\r\n\r\n001 AX V C 00:00:00;00 00:00:01;00 00:00:00;00 00:00:01;00\n\n*X"
    let list = try EDL([0xEF, 0xBB, 0xBF] + Array(text.utf8))
    #expect(list.hasByteOrderMark && list.statedRate == .ntscDrop)
    #expect(list.head.map(\.line) == [1, 2])
    #expect(list.events.map(\.line) == [4] && list.events[0].notes.map(\.line) == [6])
  }

  @Test func whatBeginsAsAnEventAndIsNoneIsKept() throws {
    let list = try list("2 takes of this", "99999999999999999999 AX V C 1 2 3 4", "001 AX V C 1 2 3 4")
    #expect(list.events.isEmpty)
    #expect(
      list.unread.map(\.failure.reason) == [
        "an event has a number, reel, channel, transition and four timecodes, found 4 fields",
        "an event has a number, reel, channel, transition and four timecodes, found 8 fields",
        "'1' is no timecode",
      ])
  }

  @Test(arguments: [
    (" |C:ResolveColorBlue |M:a |M:b |D:12 |D:3  ", "a |M:b |D:12", 3), ("|C:ResolveColorRose |M: |D:0", "", 0),
  ]) func markersOfResolveAreRead(text: String, name: String, frames: Int) throws {
    let marker = try #require(EDLNote(line: 1, text: text).marker)
    #expect(marker.name == name && marker.frames == frames)
  }

  @Test(arguments: [
    " |C:ResolveColorBlue |M:a", " |C:ResolveColorBlue|M:a |D:1", " |C:ResolveColorBlue |M:a |D:", "|M:a |D:1",
  ])
  func otherNotesAreNoMarkers(text: String) {
    #expect(EDLNote(line: 1, text: text).marker == nil)
  }

  /// More than 100,000 events a minute, at all rates that the list may have.
  @Test(arguments: ["X", "X 25"]) func longListsAreReadFast(title: String) throws {
    let events = (0..<16_000).map { index in
      let number = "\(index % 999 + 1)"
      return event(
        "\(String(repeating: "0", count: 3 - number.count))\(number)  AX       V     C       ", 25 * index,
        25 * index + 25)
    }
    let text = (["TITLE: \(title)", "FCM: NON-DROP FRAME"] + events).joined(separator: "\n")
    let clock = ContinuousClock()
    let start = clock.now
    let (cuts, messages) = Samples.read(text, as: .edl)
    #expect(cuts?.cuts.count == 16_000)
    #expect(messages == ["x:1002:1: error: the event has the number 1, but 1000 comes next"])
    #expect(clock.now - start < .seconds(16_000.0 / 100_000 * 60))
  }
}
