import StageKit
import Testing
import Shots

@testable import Writers

/// The lists that are a line or a few per shot.
@Suite struct ShotListsTests {
  /// Thirty frames and ten, at 29.97 with drop-frame.
  private let plan: ShotPlan

  init() throws {
    plan = try Writing.twoShots()
  }

  @Test func markersForResolve() throws {
    let text = try Writing.text(WriteMarkers(Writing.defaults(WriteMarkers.self)), [("shots", plan)])
    #expect(
      text == """
        TITLE: UNI 29.97DF
        FCM: DROP FRAME

        001  001      V     C        01:00:00;00 01:00:00;01 01:00:00;00 01:00:00;01 \u{20}
         |C:ResolveColorBlue |M:XLS |D:30

        002  001      V     C        01:00:01;00 01:00:01;01 01:00:01;00 01:00:01;01 \u{20}
         |C:ResolveColorCyan |M:M_S |D:10


        """)
  }

  @Test func markersForMediaComposer() throws {
    let text = try Writing.text(WriteAvid(Writing.defaults(WriteAvid.self)), [("shots", plan)])
    #expect(
      text == """
        songboard	01:00:00;00	V1	blue	XLS intro	1
        songboard	01:00:01;00	V1	cyan	M&S	1

        """)
  }

  @Test func labelsForAudacity() throws {
    let text = try Writing.text(WriteAudacity(Writing.defaults(WriteAudacity.self)), [("shots", plan)])
    #expect(
      text == """
        0.000000	1.001000	XLS
        1.001000	1.334667	M&S

        """)
  }

  @Test func regionsForReaper() throws {
    let text = try Writing.text(WriteReaper(Writing.defaults(WriteReaper.self)), [("shots", plan)])
    #expect(
      text == """
        #,Name,Start,End,Length\r
        R1,XLS,00:00:00.000,00:00:01.001,00:00:01.001\r
        R2,M&S,00:00:01.001,00:00:01.335,00:00:00.334\r

        """)
  }

  @Test func captions() throws {
    let text = try Writing.text(WriteVTT(Writing.defaults(WriteVTT.self)), [("shots", plan)])
    #expect(
      text == """
        WEBVTT

        1
        00:00:00.000 --> 00:00:01.001
        XLS
        intro

        2
        00:00:01.001 --> 00:00:01.335
        M&amp;S

        """)
  }

  @Test func guidesForKdenlive() throws {
    let text = try Writing.text(WriteGuides(Writing.defaults(WriteGuides.self)), [("shots", plan)])
    #expect(
      text == """
        [
        {"pos": 0, "comment": "XLS", "type": 0, "duration": 30},
        {"pos": 30, "comment": "M&S", "type": 1, "duration": 10}
        ]

        """)
  }
}
