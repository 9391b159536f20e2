import StageKit
import TestSupport
import Testing

@testable import Training

/// Labels from edit decision lists.
@Suite struct EventListTests {
  private func run(_ text: String, seconds: Double, _ change: (inout Settings) -> Void = { _ in }) throws -> [Event] {
    var track = TestTrack(seconds: seconds)
    track.put("labels", TrackText(path: "x.edl", bytes: Array(text.utf8)))
    return try track.run(Labels.self, change)[Labels.edit]?.events ?? []
  }

  private let list = """
    TITLE: DEMO 25
    FCM: NON-DROP FRAME

    001  CARDS    V     C        01:00:00:00 01:00:04:00 01:00:00:00 01:00:04:00
    * FROM CLIP NAME: XLS_001
    * COMMENT: P=0.74
    002  CARDS    A     C        01:00:00:00 01:00:04:00 01:00:00:00 01:00:04:00
    002  CARDS    V     C        01:00:04:00 01:00:06:10 01:00:04:00 01:00:06:10
    * FROM CLIP NAME: CU 3.mov
    003  CARDS    V     C        01:00:06:10 01:00:06:10 01:00:06:10 01:00:06:10
    * FROM CLIP NAME: CU 3.mov
    003  CARDS    V     D    012 01:00:06:10 01:00:10:00 01:00:06:10 01:00:10:00
    * FROM CLIP NAME: CU 3.mov
    * TO CLIP NAME: mcu-take2

    """

  @Test func typesStandInClipNames() throws {
    let expected = [
      Event(from: 0, to: 4, label: "XLS"), Event(from: 4, to: 6.4, label: "CU"),
      Event(from: 6.4, to: 10, label: "MCU"),
    ]
    #expect(try run(list, seconds: 10) == expected)
    #expect(try run("\u{FEFF}" + list.replacing("\n", with: "\r\n"), seconds: 10) == expected)
  }

  @Test func aListOfCamerasHasItsTypesInComments() throws {
    let cameras = list.replacing(
      "* FROM CLIP NAME: XLS_001\n* COMMENT: P=0.74",
      with:
        "* FROM CLIP NAME: LS left.mov\n* COMMENT: XLS_001 P=0.74 RUNNER-UP=LS")
    #expect(try run(cameras, seconds: 10).map(\.label) == ["XLS", "CU", "MCU"])
  }

  @Test func aSoundsClipIsNoPicture() throws {
    let song = list.replacing(
      "01:00:00:00 01:00:04:00\n002  CARDS    V ",
      with: "01:00:00:00 01:00:04:00\n* FROM CLIP NAME: LS Tonight.wav\n002  CARDS    V ")
    #expect(song != list)
    #expect(try run(song, seconds: 10).map(\.label) == ["XLS", "CU", "MCU"])
    #expect(try run(list.replacing("* FROM", with: "*FROM"), seconds: 10).map(\.label) == ["XLS", "CU", "MCU"])
    #expect(try run(list.replacing("* FROM", with: "FROM"), seconds: 10).map(\.label) == ["XLS", "CU", "MCU"])
  }

  @Test func theRateIsSetWhereTheTitleLacksIt() throws {
    let bare = list.replacing("DEMO 25", with: "DEMO")
    let failure = #expect(throws: Failure.self) { try run(bare, seconds: 10) }
    #expect(
      failure?.description
        == "x.edl:4:1: error: the list does not say its rate; set `rate`, or end its TITLE with one, such as 29.97DF")
    #expect(try run(bare, seconds: 10) { $0[Labels.rate] = .fps25 }.map(\.label) == ["XLS", "CU", "MCU"])
    #expect(try run(list, seconds: 10) { $0[Labels.rate] = .fps50 }.last?.start == 6.2)
  }

  @Test func dropFrameTimesAreExact() throws {
    let text = """
      TITLE: X 29.97DF
      001  AX  V  C  00:00:00;00 00:01:00;02 01:00:00;00 01:01:00;02
      * FROM CLIP NAME: CU
      002  AX  V  C  00:00:00;00 00:01:00;00 01:01:00;02 01:02:00;02
      * FROM CLIP NAME: LS

      """
    let events = try run(text, seconds: 120)
    #expect(events[0].end == 1800 * 1001.0 / 30000)
    #expect(events[1].end == 120)
  }

  @Test func aSongMayStartBeforeTheFirstEvent() throws {
    let failure = #expect(throws: Failure.self) {
      try run(list, seconds: 20) { $0[Labels.start] = "00:59:50:00" }
    }
    #expect(failure?.reason == "x.edl:4:1: error: the first shot starts at 10 s; label the song from its start")
    #expect(
      try run(list, seconds: 10.4) { $0[Labels.start] = "00:59:59:15" }.first == Event(from: 0, to: 4.4, label: "XLS"))
  }

  @Test(
    arguments: [
      (
        "* FROM CLIP NAME: XLS_001", "",
        "x.edl:4:1: error: the event has no clip name; write `* FROM CLIP NAME: CU_001` below it"
      ),
      (
        "XLS_001", "XLD_001",
        "x.edl:4:1: error: the label is 'XLD', which is not a shot type of the vocabulary; did you mean XLS?"
      ),
      (
        "01:00:04:00 01:00:06:10\n", "01:00:05:00 01:00:06:10\n",
        "x.edl:8:1: error: no shot from 4 s to 5 s: a gap; each shot starts where the one before ends"
      ),
      (
        "01:00:04:00 01:00:06:10\n", "01:00:04:00 01:00:06:30\n",
        "x.edl:8:1: error: the timecode '01:00:06:30' is out of range; frames go up to 24 at 25"
      ),
      (
        "CARDS    V     C        01:00:00:00", "V C 1",
        "x.edl:4:1: error: an event has a number, reel, channel, transition and four timecodes, found 7 fields"
      ),
    ])
  func mistakes(old: String, new: String, message: String) {
    let failure = #expect(throws: Failure.self) { try run(list.replacing(old, with: new), seconds: 10) }
    #expect(failure?.description == message)
  }

  @Test func aListWithoutEventsIsRefused() {
    #expect(throws: Failure.self) { try run("TITLE: X 25\n", seconds: 10) }
  }
}
