import Shots
import StageKit
import Testing

@testable import Edits

/// Edit lists whose clips a person has changed for others, beside the plan that they were made from.
@Suite struct SwappedClipTests {
  private static func source(_ name: String, _ reel: String, _ start: String, from frame: Int) -> String {
    """
    "source": {"name": "\(name)", "reel": "\(reel)", "file": "media/\(name).mov", "rate": "25", "start": "\(start)",
     "in": \(frame), "frames": 1000}
    """
  }
  /// Two cameras, and 50 frames without one at the end.
  private static let cameras = """
    {"rate": "25", "start": "01:00:00:00", "track": {"path": "song.wav", "seconds": 10, "hash": "00ff"},
     "types": ["CU", "LS"], "shots": [
      {"in": 0, "out": 50, "type": "CU", "reason": "first", \(source("cam1", "CAM1", "10:00:00:00", from: 0))},
      {"in": 50, "out": 125, "type": "LS", "reason": "second", \(source("cam2", "CAM2", "20:00:00:00", from: 50))},
      {"in": 125, "out": 200, "type": "CU", "reason": "third", \(source("cam1", "CAM1", "10:00:00:00", from: 125))},
      {"in": 200, "out": 250, "type": "LS", "reason": "none"}]}
    """
  private static let list = """
    TITLE: SONG 25
    FCM: NON-DROP FRAME

    001  CAM1     V     C        10:00:00:00 10:00:02:00 01:00:00:00 01:00:02:00
    * FROM CLIP NAME: cam1.mov
    * COMMENT: CU_001 ON cam1
    002  CAM2     V     C        20:00:02:00 20:00:05:00 01:00:02:00 01:00:05:00
    * FROM CLIP NAME: cam2.mov
    * COMMENT: LS_002 ON cam2
    003  CAM1     V     C        10:00:05:00 10:00:08:00 01:00:05:00 01:00:08:00
    * FROM CLIP NAME: cam1.mov
    * COMMENT: CU_003 ON cam1

    """

  private func edit(_ text: String, beside former: String = cameras) throws -> EditedPlan {
    var knowledge = EditedPlan.Knowledge()
    knowledge.former = EditedPlan.File(path: "song.json", bytes: Array(former.utf8))
    return try EditedPlan([EditedPlan.File(path: "song.edl", bytes: Array(text.utf8))], knowing: knowledge)
  }

  /// `CU cam1 0 first`
  private func told(_ text: String) throws -> [String] {
    try edit(text).document.plan.shots.map { shot in
      "\(shot.type) \(shot.source.map { "\($0.name) \($0.inFrame)" } ?? "-") \(shot.reason)"
    }
  }

  private func withoutComments(_ list: String) -> String { list.replacing(/\* COMMENT: .+\n/, with: "") }

  private static let untouched = ["CU cam1 0 first", "LS cam2 50 second", "CU cam1 125 third", "LS - none"]

  @Test func whatWasLeftAloneStays() throws {
    #expect(try told(Self.list) == Self.untouched)
    #expect(try told(withoutComments(Self.list)) == Self.untouched)
    // A reel that the editor does not know.
    #expect(try told(Self.list.replacing(#/CAM[12] /#, with: "AX   ")) == Self.untouched)
    // A shot's name in place of the clip's: the reel tells, or else the comment.
    let named = Self.list.replacing(/NAME: cam([12]).mov/) { $0.1 == "1" ? "NAME: CU 3" : "NAME: LS 4" }
    #expect(try told(named) == Self.untouched)
    #expect(try told(withoutComments(named)) == Self.untouched)
    #expect(try told(named.replacing(#/CAM[12] /#, with: "AX   ")) == Self.untouched)
  }

  @Test func anotherCameraIsTaken() throws {
    let swapped = Self.list.replacing("002  CAM2     V     C        20:", with: "002  CAM1     V     C        10:")
      .replacing(" 20:00:05:00", with: " 10:00:05:00").replacing("cam2.mov", with: "cam1.mov")
    let expected = ["CU cam1 0 first", "LS cam1 50 edited", "CU cam1 125 third", "LS - none"]
    #expect(try told(swapped) == expected)
    #expect(try told(withoutComments(swapped)) == expected)
    // The reel is any.
    #expect(try told(swapped.replacing("002  CAM1", with: "002  AX  ")) == expected)
    // Only another part of the same camera.
    let slipped = Self.list.replacing("20:00:02:00 20:00:05:00", with: "20:00:03:00 20:00:06:00")
    #expect(try told(slipped)[1] == "LS cam2 75 edited")
    #expect(try told(withoutComments(slipped))[1] == "LS cam2 75 edited")
  }

  @Test(arguments: [true, false]) func aClipThatIsNewIsTakenAsItIs(hasComments: Bool) throws {
    let new = Self.list.replacing("002  CAM2     V     C        20:", with: "002  B7       V     C        05:")
      .replacing(" 20:00:05:00", with: " 05:00:05:00").replacing("cam2.mov", with: "hands.mov")
    let list = hasComments ? new : withoutComments(new)
    let back = try edit(list)
    #expect(try told(list)[1] == "LS hands 450050 edited" && told(list)[0] == Self.untouched[0])
    #expect(back.warnings.count == 1 && back.warnings[0].contains("where the timecode of 'hands.mov' starts"))
  }

  @Test func aReelAndANameOfTwoCamerasAreAContradiction() {
    for list in [Self.list, withoutComments(Self.list)] {
      let place = list.contains("COMMENT") ? "7" : "6"
      for changed in [list.replacing("CAM2", with: "CAM1"), list.replacing("cam2.mov", with: "cam1.mov")] {
        let failure = #expect(throws: Failure.self) { try edit(changed) }
        let (reel, clip, name) = changed.contains("CAM2") ? ("CAM2", "cam2", "cam1") : ("CAM1", "cam1", "cam2")
        #expect(
          failure?.description
            == "song.edl:\(place):1: error: the reel '\(reel)' is that of the clip '\(clip)', but the event's clip is "
            + "named '\(name).mov'; let both name the clip that plays")
      }
    }
  }

  /// A list of cards does not say enough of another clip to make a camera of it.
  @Test func aClipInPlaceOfACardIsWarnedOf() throws {
    let cards = """
      TITLE: SONG 25
      001  A001     V     C        13:20:00:00 13:20:02:00 01:00:00:00 01:00:02:00
      * FROM CLIP NAME: A001C003.mov
      002  CARDS    V     C        01:00:02:00 01:00:05:00 01:00:02:00 01:00:05:00
      * FROM CLIP NAME: LS_002
      003  A001     V     C        13:30:00:00 13:30:05:00 01:00:05:00 01:00:10:00
      * FROM CLIP NAME: CU 7
      """
    let former = Self.cameras.replacing(/, "source": \{[^}]+\}/, with: "")
    let back = try edit(cards, beside: former)
    #expect(back.document.plan.shots.map(\.type) == ["CU", "LS", "CU"])
    #expect(
      back.warnings.count == 1
        && back.warnings[0].hasPrefix(
          "song.edl:2:1: warning: 2 clips of your own in place of cards, such as 'A001C003.mov': a plan keeps their cuts"
        ))
    // Cards that were moved, whatever their reel.
    let moved = cards.replacing("A001C003.mov", with: "CU_001").replacing("CU 7", with: "CU_003 Ann")
    #expect(try edit(moved, beside: former).warnings.isEmpty)
  }
}
