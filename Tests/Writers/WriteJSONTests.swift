import StageKit
import Testing
import Shots

@testable import Writers

@Suite struct WriteJSONTests {
  private let writer = WriteJSON(Writing.defaults(WriteJSON.self))

  @Test func writesALineForEachShot() throws {
    let sections = Events([
      Event(from: 0, to: 7.25, label: "intro", group: "A"), Event(from: 7.25, to: 13.3, label: "verse"),
    ])
    let text = try Writing.text(
      writer, [("shots", try Writing.plan()), ("sections", sections), ("tempo", Number(123))])
    #expect(
      text == """
        {
          "version": 1,
          "track": {"path": "a/Ünï.flac", "seconds": 13.3, "hash": "00ff", "file": "Ünï.flac", "channels": 0},
          "rate": "29.97df",
          "framesPerSecond": [30000, 1001],
          "start": "01:00:00;00",
          "frames": 398,
          "types": ["XLS", "MS", "CU"],
          "shots": [
            {"in": 0, "out": 219, "start": 0.0, "end": 7.3073, "type": "XLS", "probability": 0.87, "runnerUp": "LS", \
        "reason": "intro: establishing shot", "locked": false},
            {"in": 219, "out": 335, "start": 7.3073, "end": 11.177833333333334, "type": "MS", "probability": 0.5, \
        "runnerUp": null, "reason": "", "locked": false},
            {"in": 335, "out": 398, "start": 11.177833333333334, "end": 13.279933333333334, "type": "CU", \
        "probability": 1.0, "runnerUp": null, "reason": "held", "locked": true}
          ],
          "sections": [
            {"start": 0.0, "end": 7.25, "label": "intro", "group": "A"},
            {"start": 7.25, "end": 13.3, "label": "verse", "group": ""}
          ],
          "tempo": 123.0,
          "made": {"songboard": "0.1.0", "pipeline": "beef"}
        }

        """)
  }

  @Test func whatIsNotWiredIsEmpty() throws {
    let text = try Writing.text(writer, [("shots", try Writing.plan())])
    #expect(text.contains("\n  \"sections\": [],\n  \"tempo\": null,\n"))
    #expect(try Writing.text(writer, [("shots", try Writing.plan()), ("sections", Events([]))]) == text)
  }

  @Test func anyTextIsEscaped() throws {
    let reason = "<b>\"Ünï:曲\n\\&\u{1}\u{1f}\t\u{7f}\r\u{2028}"
    let plan = try ShotPlan(
      [Shot(inFrame: 0, outFrame: 1, type: "LS", probability: 0.5, reason: reason)], rate: .fps24)
    let text = try Writing.text(writer, [("shots", plan)])
    #expect(text.contains(#""reason": "<b>\"Ünï:曲\n\\&\u0001\u001f\t"# + "\u{7f}\\u000d\u{2028}\""))
  }

  @Test func whatJSONCannotWriteIsNamed() throws {
    let plan = try Writing.plan()
    #expect(throws: Failure("the tempo is nan, which JSON cannot write")) {
      try Writing.text(writer, [("shots", plan), ("tempo", Number(.nan))])
    }
    #expect(throws: Failure("the end of section 'solo' is inf, which JSON cannot write")) {
      try Writing.text(writer, [("shots", plan), ("sections", Events([Event(from: 0, to: .infinity, label: "solo")]))])
    }
  }
}
