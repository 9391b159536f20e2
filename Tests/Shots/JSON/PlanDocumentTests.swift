import StageKit
import Testing

@testable import Shots

@Suite struct PlanDocumentTests {
  static let text = """
    {"version": 1,
     "track": {"path": "a/x.flac", "seconds": 4.01, "hash": "00ff"},
     "rate": "29.97df", "framesPerSecond": [30000, 1001], "start": "01:00:00;00", "frames": 120,
     "types": ["CU", "LS"],
     "shots": [
      {"in": 0, "out": 40, "start": 0.0, "end": 1.3346666666666667, "type": "LS", "probability": 0.5, "runnerUp": "CU", "runnerUpProbability": 0.25, "reason": "é", "locked": true},
      {"in": 40, "out": 120, "start": 1.3346666666666667, "end": 4.004, "type": "CU", "probability": 1, "runnerUp": null, "reason": "", "locked": false,
       "source": {"name": "CAM1", "reel": "A001", "file": "c.mov", "rate": "25", "start": "10:00:00:00", "in": 7, "frames": null}}
     ],
     "sections": [{"start": 0, "end": 4, "label": "verse", "group": "A"}],
     "tempo": 120.5,
     "made": {"songboard": "0.1.0", "pipeline": "beef"}}
    """

  @Test func aPlanIsReadWhole() throws {
    let document = try PlanDocument(Array(Self.text.utf8), name: "x.json")
    #expect(document.plan.rate == .ntscDrop && document.plan.start.description == "01:00:00;00")
    #expect(document.plan.types == ["CU", "LS"])
    #expect(
      document.plan.shots == [
        Shot(
          inFrame: 0, outFrame: 40, type: "LS", probability: 0.5, runnerUp: "CU", runnerUpProbability: 0.25,
          reason: "é", isLocked: true),
        Shot(
          inFrame: 40, outFrame: 120, type: "CU", probability: 1,
          source: SourceClip(
            name: "CAM1", reel: "A001", file: "c.mov", start: try Timecode("10:00:00:00", rate: .fps25), inFrame: 7)),
      ])
    #expect(document.sections == [Event(from: 0, to: 4, label: "verse", group: "A")] && document.tempo == 120.5)
    #expect(document.trackPath == "a/x.flac" && document.seconds == 4.01 && document.trackHash == "00ff")
  }

  @Test func aSubjectIsOneLineOfWords() throws {
    func subject(_ value: String) throws -> String? {
      let text = Self.text.replacing("\"type\": \"LS\"", with: "\"type\": \"LS\", \"subject\": \(value)")
      return try PlanDocument(Array(text.utf8), name: "x.json").plan.shots[0].subject
    }
    #expect(try subject("\"Ann\"") == "Ann")
    #expect(try subject("\" Ann\\n and  Bo\\t\"") == "Ann and Bo")
    #expect(try subject("\" \"") == nil && subject("null") == nil)
    let failure = #expect(throws: Failure.self) { try subject("7") }
    #expect(failure?.description.contains("shots[0].subject: must be a text, found 7") == true)
  }

  @Test(arguments: ["Locked", "lock", "locks", "lokced", "isLocked", "is_locked", "lockedBy"])
  func aMisspeltLockIsNoField(key: String) {
    for place in ["\"locked\": false", "\"in\": 7", "\"tempo\": 120.5"] {
      let text = Self.text.replacing(place, with: "\(place), \"\(key)\": true")
      let failure = #expect(throws: Failure.self) { try PlanDocument(Array(text.utf8), name: "x.json") }
      #expect(failure?.description.contains("\(key): locks nothing; write \"locked\": true in the shot") == true)
    }
  }

  @Test func theFaultsOfAllShotsAreTold() {
    let text = Self.text.replacing("\"out\": 40", with: "\"out\": -5").replacing("\"out\": 120", with: "\"out\": -5")
    let failure = #expect(throws: Failure.self) { try PlanDocument(Array(text.utf8), name: "x.json") }
    #expect(
      failure?.reason.contains("shots[0].out: must") == true && failure?.reason.contains("shots[1].out: must") == true)
  }

  @Test func otherFieldsMayBeAdded() throws {
    let text = Self.text.replacing("\"locked\": false", with: "\"locked\": false, \"clock\": 1, \"note\": \"x\"")
    #expect(try PlanDocument(Array(text.utf8), name: "x.json").plan.shots.count == 2)
    let root = Self.text.replacing("\"tempo\"", with: "\"locked\": [0], \"tempo\"")
    #expect(throws: Failure.self) { try PlanDocument(Array(root.utf8), name: "x.json") }
  }

  @Test(arguments: [
    ("\"out\": 40", "\"out\": 0", "x.json:6:1: error: shots[0].out: must be a whole number from 1 to 5184000, found 0"),
    (
      "\"in\": 40", "\"in\": 30",
      "x.json:7:1: error: shots[1].start: 1.3346666666666667 s is not frame 30, which is 1.001 s; delete `start` to "
        + "keep the frame, or `in` to keep the seconds"
    ),
    (
      "\"in\": 40, \"out\": 120, \"start\": 1.3346666666666667", "\"in\": 30, \"out\": 120",
      "x.json:7:1: error: shots[1].in: frame 30 overlaps: shots[0] ends at frame 40"
    ),
    (
      "\"out\": 120", "\"out\": 12.5",
      "x.json:7:1: error: shots[1].out: must be a whole number from 1 to 5184000, found 12.5"
    ),
    (
      "\"out\": 120", "\"out\": 119",
      "x.json:7:1: error: shots[1].end: 4.004 s is not frame 119, which is 3.9706333333333332 s; delete `end` to keep "
        + "the frame, or `out` to keep the seconds; x.json:7:1: error: shots[1].out: the last shot ends at frame 119, but "
        + "`frames` is 120; delete `frames` if the shots are right"
    ),
    (
      "\"type\": \"CU\"", "\"type\": \"CV\"",
      "x.json:7:1: error: shots[1].type: 'CV' is not among `types`; did you mean 'CU'?"
    ),
    ("\"locked\": true", "\"locked\": 1", "x.json:6:1: error: shots[0].locked: must be true or false, found 1"),
    (
      "\"probability\": 0.5", "\"probability\": 1.5",
      "x.json:6:1: error: shots[0].probability: must be a number from 0.0 to 1.0, found 1.5"
    ),
    (
      "\"start\": \"01:00:00;00\"", "\"start\": \"01:00:00:00\"",
      "x.json:3:1: error: start: the timecode '01:00:00:00' does not fit the rate 29.97df; "
        + "drop-frame rates have ';' before the frames, others ':'"
    ),
    ("\"A001\"", "\"A 1\"", "x.json:8:1: error: shots[1].source.reel: 'A 1' must be 1 to 8 of A to Z, 0 to 9 and _"),
    ("[30000, 1001]", "[30, 1]", "x.json:3:1: error: framesPerSecond: must be [30000, 1001] at the rate 29.97df"),
    ("\"version\": 1", "\"version\": 2", "x.json:1:1: error: version: must be a whole number from 1 to 1, found 2"),
    ("120.5", "\"fast\"", "x.json:11:1: error: tempo: must be a number from 0.0 to 100000.0, found 'fast'"),
    ("\"group\": \"A\"", "\"groop\": \"A\"", "x.json:10:1: error: sections[0].group: is missing"),
    (", \"type\": \"LS\"", "", "x.json:6:1: error: shots[0].type: is missing"),
    (
      "\"out\": 40, \"start\": 0.0, \"end\": 1.3346666666666667, ", "",
      "x.json:6:1: error: shots[0].out: is missing; write the frame, or the seconds as `end`"
    ),
    (
      "\"rate\": \"29.97df\", ", "",
      "x.json:1:1: error: rate: is missing; write such as \"rate\": \"25\", or set source.frame_rate"
    ),
  ]) func whatIsWrongIsSaidByPath(old: String, new: String, message: String) {
    let wrong = Self.text.replacing(old, with: new, maxReplacements: 1)
    #expect { try PlanDocument(Array(wrong.utf8), name: "x.json") } throws: { "\($0)" == message }
  }

  @Test func secondsAndFramesMustBeTheSameTime() throws {
    let edited = Self.text.replacing("1.3346666666666667", with: "2")
    #expect(try Self.check(Self.text).isEmpty)
    #expect(
      try Self.check(edited) == [
        "x:6:1: error: shots[0].end: 2 s is not frame 40, which is 1.3346666666666667 s; delete `end` to keep the frame, "
          + "or `out` to keep the seconds",
        "x:7:1: error: shots[1].start: 2 s is not frame 40, which is 1.3346666666666667 s; delete `start` to keep the "
          + "frame, or `in` to keep the seconds",
      ])
    // Half a frame at 29.97 is 16.7 ms.
    #expect(try Self.check(Self.text.replacing("1.3346666666666667", with: "1.35")).isEmpty)
    #expect(try Self.check(Self.text.replacing("1.3346666666666667", with: "1.352")).count == 2)
  }

  @Test(arguments: [
    #"{"rate": "25", "shots": [{"in": 0, "out": 30, "type": "LS"}, {"in": 30, "out": 75, "type": "CU"}]}"#,
    #"{"rate": "25", "shots": [{"start": 0, "end": 1.2, "type": "LS"}, {"start": 1.2, "end": 3, "type": "CU"}]}"#,
    #"{"rate": "25", "shots": [{"start": 0, "out": 30, "type": "LS"}, {"start": 1.21, "end": 3.0, "type": "CU"}]}"#,
    #"{"shots": [{"in": 0, "out": 30, "type": "LS"}, {"in": 30, "out": 75, "type": "CU", "probability": null}]}"#,
  ]) func aPersonNeedsToWriteBordersAndTypesOnly(text: String) throws {
    let document = try PlanDocument(Array(text.utf8), name: "x", rate: .fps25)
    #expect(
      document.plan.shots == [
        Shot(inFrame: 0, outFrame: 30, type: "LS", reason: "edited"),
        Shot(inFrame: 30, outFrame: 75, type: "CU", reason: "edited"),
      ])
    #expect(document.plan.types == ["LS", "CU"] && document.plan.start.description == "01:00:00:00")
    #expect(document.seconds == 3 && document.trackPath.isEmpty)
    let page = try document.json(madeBy: "1", pipelineHash: "0").page
    #expect(!page.contains("probability"))
    #expect(try PlanDocument(Array(page.utf8), name: "x").plan == document.plan)
  }

  @Test(arguments: ["frames", "out"]) func aPlanIsNoLongerThanADay(key: String) throws {
    let messages = try Self.check(Self.text.replacing("\"\(key)\": 120", with: "\"\(key)\": 1099511627776"))
    #expect(messages.contains { $0.contains("\(key): must be a whole number from 1 to 5184000") }, "\(messages)")
  }

  @Test func whatIsWrittenReadsBack() throws {
    let document = try PlanDocument(Array(Self.text.utf8), name: "x.json")
    let text = try document.json(madeBy: "0.1.0", pipelineHash: "beef").page
    #expect(try Self.check(text).isEmpty)
    let again = try PlanDocument(Array(text.utf8), name: "x.json")
    #expect(again.plan.shots == document.plan.shots && again.sections == document.sections)
    #expect(try again.json(madeBy: "0.1.0", pipelineHash: "beef").page == text)
  }

  private static func check(_ text: String) throws -> [String] {
    var findings = Diagnostics(file: "x")
    _ = try PlanDocument.read(Array(text.utf8), findings: &findings)
    return findings.sorted.map(\.description)
  }
}
