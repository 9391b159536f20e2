import Edits
import StageKit
import Testing
import Shots

@testable import Writers

@Suite struct WriteEDLTests {
  private let writer = WriteEDL(Writing.defaults(WriteEDL.self))

  @Test func writesTheColumnsOfCMX3600() throws {
    let text = try Writing.text(writer, [("shots", try Writing.plan())])
    #expect(
      text == """
        TITLE: UNI 29.97DF
        FCM: DROP FRAME

        001  CARDS    V     C        01:00:00;00 01:00:07;09 01:00:00;00 01:00:07;09
        * FROM CLIP NAME: XLS_001
        * COMMENT: intro: establishing shot
        002  CARDS    V     C        01:00:07;09 01:00:11;05 01:00:07;09 01:00:11;05
        * FROM CLIP NAME: MS_002
        003  CARDS    V     C        01:00:11;05 01:00:13;08 01:00:11;05 01:00:13;08
        * FROM CLIP NAME: CU_003
        * COMMENT: held

        """)
  }

  @Test(arguments: [
    (FrameRate.film, "23.976", "01:00:13:06"), (.fps24, "24", "01:00:13:07"), (.fps25, "25", "01:00:13:07"),
    (.ntsc, "29.97", "01:00:13:08"), (.ntscDrop, "29.97DF", "01:00:13;08"), (.fps30, "30", "01:00:13:09"),
    (.fps50, "50", "01:00:13:15"), (.ntscDouble, "59.94", "01:00:13:17"), (.ntscDoubleDrop, "59.94DF", "01:00:13;17"),
    (.fps60, "60", "01:00:13:18"),
  ])
  func everyRateIsInTheTitleAndTheTimecode(rate: FrameRate, title: String, end: String) throws {
    let lines = try Writing.text(writer, [("shots", try Writing.plan(rate))]).split(separator: "\n")
    #expect(lines[0] == "TITLE: UNI \(title)")
    #expect(lines[1] == (rate.isDropFrame ? "FCM: DROP FRAME" : "FCM: NON-DROP FRAME"))
    let events = lines.filter { $0.first?.isNumber == true }
    #expect(events.allSatisfy { $0.count == 76 })
    #expect(events.last?.hasSuffix(" \(end)") == true)
  }

  @Test func theReelCanBeSet() throws {
    var settings = Writing.defaults(WriteEDL.self)
    settings[WriteEDL.reel] = try ReelName(.text("STAGE_01"), unit: nil)
    let text = try Writing.text(WriteEDL(settings), [("shots", try Writing.plan(shots: 1))])
    #expect(text.contains("\n001  STAGE_01 V     C        01:00:00:00 01:00:00:01 01:00:00:00 01:00:00:01\n"))
  }

  @Test(arguments: [
    ("x/<b>\"Ünï:曲\n&", "<B>\"UNI:_ &"), ("Straße Ærø – ‘Þórr’", "STRASSE AERO - 'THORR'"), ("Łódź", "LODZ"),
    ("e\u{301}te\u{301}", "ETE"), ("曲曲 42", "_ 42"), ("ＡＢ１２ ٣", "AB12 3"), ("", "UNTITLED"), ("\n\t", "UNTITLED"),
    (String(repeating: "long ", count: 50), String(repeating: "LONG ", count: 12)),
  ])
  func titlesAreASCII(name: String, title: String) throws {
    let track = TrackInfo(name: name, path: "\(name).wav", seconds: 1, hash: "")
    let context = TrackContext(track: track, version: "0", pipelineHash: "")
    let text = try Writing.text(writer, [("shots", try Writing.plan(shots: 1))], in: context)
    #expect(text.prefix { $0 != "\n" } == "TITLE: \(title) 25")
  }

  @Test func namesAndReasonsCannotBreakTheList() throws {
    let shot = Shot(
      inFrame: 0, outFrame: 1, type: "my shot:\n002", probability: 0.125, runnerUp: "Ü\n", reason: "a\n002  CARDS")
    let plan = try ShotPlan([shot], rate: .fps25)
    var settings = Writing.defaults(WriteEDL.self)
    settings[TimelineSettings.notes] = .full
    #expect(try Writing.text(WriteEDL(settings), [("shots", plan)]).contains("\n* COMMENT: P=0.13 RUNNER-UP=U\n"))
    let text = try Writing.text(writer, [("shots", plan)])
    let lines = text.split(separator: "\n").suffix(2)
    #expect(
      Array(lines) == [
        "* FROM CLIP NAME: MY_SHOT__002_001", "* COMMENT: a 002 CARDS",
      ])
  }

  @Test func moreEventsThanTheFormatCountsGoOnInAnotherList() throws {
    let plan = try Writing.plan(shots: 1000)
    let document = try Writing.document(writer, Writing.inputs([("shots", plan)]))
    let lists = try ([document] + document.continuations).map { String(decoding: try $0.bytes(), as: UTF8.self) }
    #expect(lists.count == 2)
    #expect(lists[0].contains("\n999  CARDS"))
    #expect(lists[1].hasPrefix("TITLE: "))
    let timecodes = plan.timecodes(of: try #require(plan.shots.last))
    let span = "\(timecodes.in) \(timecodes.out)"
    #expect(lists[1].contains("\n001  CARDS    V     C        \(span) \(span)\n"))
    #expect(!lists[1].contains("\n002"))
  }

  @Test func aPlanPastMidnightIsRefused() throws {
    let last = Timecode.framesPerDay(at: .fps25) - 1
    func plan(_ frames: Int) throws -> ShotPlan {
      try ShotPlan([Shot(inFrame: 0, outFrame: frames, type: "LS", probability: 1)], rate: .fps25, start: last)
    }
    #expect(try Writing.text(writer, [("shots", try plan(1))]).contains("23:59:59:24 00:00:00:00\n"))
    #expect(throws: Failure.self) { try Writing.text(writer, [("shots", try plan(2))]) }
  }
}
