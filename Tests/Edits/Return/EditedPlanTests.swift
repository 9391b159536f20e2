import Shots
import StageKit
import Testing

@testable import Edits

/// Edits that a person changed, beside the plan that they were made from.
@Suite struct EditedPlanTests {
  private static let former = """
    {"rate": "25", "start": "01:00:00:00", "track": {"path": "a/song.wav", "seconds": 10, "hash": "00ff"},
     "types": ["CU", "LS", "MS", "XLS"], "tempo": 120, "sections": [{"start": 0, "end": 4, "label": "verse", "group": "A"}],
     "shots": [
      {"in": 0, "out": 50, "type": "CU", "probability": 0.5, "runnerUp": "LS", "reason": "first", "locked": true},
      {"in": 50, "out": 125, "type": "LS", "probability": 0.25, "runnerUp": null, "reason": "second"},
      {"in": 125, "out": 250, "type": "MS", "probability": 0.75, "runnerUp": "CU", "reason": "third"}]}
    """
  private static let head = "TITLE: SONG 25\nFCM: NON-DROP FRAME\n\n"
  private static let events = [
    "001  CARDS    V     C        01:00:00:00 01:00:02:00 01:00:00:00 01:00:02:00\n* FROM CLIP NAME: CU_001\n",
    "002  CARDS    V     C        01:00:02:00 01:00:05:00 01:00:02:00 01:00:05:00\n* FROM CLIP NAME: LS_002\n",
    "003  CARDS    V     C        01:00:05:00 01:00:10:00 01:00:05:00 01:00:10:00\n* FROM CLIP NAME: MS_003\n",
  ]
  private static let list = head + events.joined()

  private func edit(
    _ text: String, as name: String = "song.edl", former: String? = former,
    _ change: (inout EditedPlan.Knowledge) -> Void = { _ in }
  ) throws -> EditedPlan {
    var knowledge = EditedPlan.Knowledge()
    knowledge.former = former.map { EditedPlan.File(path: "song.json", bytes: Array($0.utf8)) }
    change(&knowledge)
    return try EditedPlan([EditedPlan.File(path: name, bytes: Array(text.utf8))], knowing: knowledge)
  }

  /// `CU 0-50 first .5`, and `!` for a lock.
  private func told(_ edit: EditedPlan) -> [String] {
    edit.document.plan.shots.map { shot in
      let sure = shot.probability.map { " \($0)" } ?? ""
      return "\(shot.type) \(shot.inFrame)-\(shot.outFrame) \(shot.reason)\(sure)\(shot.isLocked ? " !" : "")"
    }
  }

  private func failure(_ text: String, as name: String = "song.edl", former: String? = former) -> String? {
    #expect(throws: Failure.self) { try edit(text, as: name, former: former) }?.description
  }

  @Test func whatWasLeftAloneIsAsItWas() throws {
    let edit = try edit(Self.list)
    #expect(told(edit) == ["CU 0-50 first 0.5 !", "LS 50-125 second 0.25", "MS 125-250 third 0.75"])
    #expect(edit.document.sections.map(\.label) == ["verse"] && edit.document.tempo == 120)
    #expect(edit.document.trackPath == "a/song.wav" && edit.document.trackHash == "00ff" && edit.warnings.isEmpty)
    #expect(edit.document.plan.types == ["CU", "LS", "MS", "XLS"])
  }

  @Test func whatWasChangedSaysSo() throws {
    // The first cut is a second later, and the last shot of another type.
    let moved = Self.list.replacing("01:00:02:00", with: "01:00:03:00").replacing("MS_003", with: "XLS_003")
    #expect(told(try edit(moved)) == ["CU 0-75 edited !", "LS 75-125 edited", "XLS 125-250 edited"])
    let alone = try edit(Self.list, former: nil)
    #expect(told(alone) == ["CU 0-50 edited", "LS 50-125 edited", "MS 125-250 edited"])
    #expect(alone.document.plan.types == ShotType.names && alone.document.trackHash.isEmpty)
  }

  @Test func aNameWithoutATypeIsFoundByWhatItPlays() throws {
    // Premiere calls all after the file; the first two changed places.
    let nameless = Self.list.replacing(/FROM CLIP NAME: .+/, with: "FROM CLIP NAME: song.mp4")
    #expect(told(try edit(nameless)) == ["CU 0-50 first 0.5 !", "LS 50-125 second 0.25", "MS 125-250 third 0.75"])
    let turned = """
      TITLE: SONG 25
      001  CARDS    V     C        01:00:02:00 01:00:05:00 01:00:00:00 01:00:03:00
      002  CARDS    V     C        01:00:00:00 01:00:02:00 01:00:03:00 01:00:05:00
      003  CARDS    V     C        01:00:05:00 01:00:10:00 01:00:05:00 01:00:10:00
      """
    #expect(told(try edit(turned)) == ["LS 0-75 edited", "CU 75-125 edited", "MS 125-250 third 0.75"])
    #expect(
      failure(nameless, former: nil)?.hasPrefix(
        "song.edl:4:1: error: 'song.mp4' names no shot type; the types are CU, MCU, MS, MLS, LS, XLS, ADS, MIS, or name "
          + "the clip such as CU_001, or keep the plan that it was made from beside it, as song.json") == true)
    #expect(failure(Self.list.replacing("CU_001", with: "XLD"), former: nil)?.contains("did you mean XLS?") == true)
  }

  @Test func otherNamesAreThoseOfTheVocabulary() throws {
    let edit = try edit(Self.list.replacing("LS_002", with: "FS 2"), former: nil) {
      $0.vocabulary = try? Vocabulary(types: ["MS", "LS", "CU"], scale: [], aliases: ["FS": "LS"])
    }
    #expect(edit.document.plan.shots.map(\.type) == ["CU", "LS", "MS"])
    #expect(edit.document.plan.types == ["MS", "LS", "CU"])
  }

  // MARK: Rates

  @Test func theRateOfAListIsInItsTitleOrBesideIt() throws {
    let bare = Self.list.replacing("SONG 25", with: "SONG")
    #expect(try edit(bare).document.plan.rate == .fps25)
    #expect(try edit(bare, former: nil) { $0.rate = .fps50 }.document.plan.rate == .fps50)
    #expect(
      failure(bare, former: nil)
        == "song.edl:4:1: error: the list does not say its rate; set source.frame_rate, or end its TITLE with one, such as "
        + "29.97DF")
    // A song's name may end with a number: the timecodes tell.
    let chance = Self.list.replacing("SONG 25", with: "SUMMER 24").replacing("01:00:02:00", with: "01:00:01:24")
    #expect(try edit(chance).document.plan.rate == .fps25)
  }

  @Test(arguments: ["01:00:02;00", "01;00;02;00"]) func separatorsSayWhetherFramesAreDropped(time: String) throws {
    let drop = Self.list.replacing("SONG 25", with: "SONG 29.97").replacing(
      /([0-9]{2}):([0-9]{2}):([0-9]{2}):([0-9]{2})/
    ) {
      time.contains("01:") ? "\($0.1):\($0.2):\($0.3);\($0.4)" : "\($0.1);\($0.2);\($0.3);\($0.4)"
    }
    #expect(drop.contains(time))
    #expect(try edit(drop, former: nil).document.plan.rate == .ntscDrop)
  }

  @Test func aTitleAndAPlanOfTwoRatesAreAContradiction() throws {
    let other = Self.list.replacing("SONG 25", with: "SONG 30")
    #expect(
      failure(other)
        == "song.edl:1:1: error: the TITLE ends with 30, and the plan beside it, song.json, is at 25; set "
        + "source.frame_rate to the one that the list counts at, or take the number out of the TITLE")
    #expect(try edit(other, former: nil).document.plan.rate == .fps30)
    // Whoever says which, is believed.
    #expect(told(try edit(other) { $0.rate = .fps25 }) == told(try edit(Self.list)))
    #expect(told(try edit(other) { $0.rate = .fps30 }) == ["CU 0-60 edited", "LS 60-150 edited", "MS 150-300 edited"])
    // A title that drops frames in its timecode has the plan's speed all the same.
    let ntsc = Self.former.replacing("\"25\"", with: "\"29.97\"")
    let same = try edit(Self.list.replacing("SONG 25", with: "SONG 29.97DF"), former: ntsc)
    #expect(same.document.plan.rate == .ntsc)
  }

  @Test func anotherRateThanThePlansKeepsTypesOnly() throws {
    // Frame 27 of a second is none at the plan's rate.
    let edit = try edit(
      Self.list.replacing("SONG 25", with: "SONG 30").replacing("01:00:02:00", with: "01:00:02:27"))
    #expect(told(edit) == ["CU 0-87 edited", "LS 87-150 edited", "MS 150-300 edited"])
    #expect(edit.warnings.count == 1 && edit.warnings[0].contains("the plan beside it is at 25, the edit at 30"))
  }

  // MARK: Subjects

  /// The former plan, whose first shot shows Zoë and whose third one Bo.
  private static let cast = former.replacing("\"type\": \"CU\"", with: "\"type\": \"CU\", \"subject\": \"Zoë\"")
    .replacing("\"type\": \"MS\"", with: "\"type\": \"MS\", \"subject\": \"Bo\"")

  /// `Zoë first`, `- second`.
  private func shown(_ text: String, as name: String = "song.edl", former: String? = cast) throws -> [String] {
    try edit(text, as: name, former: former).document.plan.shots.map { "\($0.subject ?? "-") \($0.reason)" }
  }

  @Test func whoIsShownStaysOrChangesByName() throws {
    let named = Self.list.replacing("CU_001", with: "CU_001 Zoe").replacing("MS_003", with: "MS_003 Bo")
    #expect(try shown(named) == ["Zoë first", "- second", "Bo third"])
    #expect(try shown(named, former: nil) == ["Zoe edited", "- edited", "Bo edited"])
    // What is not said is as it was.
    #expect(try shown(Self.list) == ["Zoë first", "- second", "Bo third"])
    #expect(try shown(named.replacing("MS_003 Bo", with: "MS_003 Zoe")) == ["Zoë first", "- second", "Zoë edited"])
    #expect(try shown(named.replacing("MS_003 Bo", with: "LS_003 Bo")) == ["Zoë first", "- second", "Bo edited"])
    #expect(try shown(named.replacing("LS_002", with: "CU: Ann")) == ["Zoë first", "Ann edited", "Bo third"])
    // The clips of the first two shots changed places, and took along whom they show.
    let moved = named.replacing("01:00:02:00", with: "01:00:03:00")
    #expect(try shown(moved) == ["Zoë edited", "- edited", "Bo third"])
    // Words behind what is no type show nobody.
    let others = Self.list.replacing("LS_002", with: "IMG_002 copy").replacing("MS_003", with: "MS take 2")
    #expect(try shown(others) == ["Zoë first", "- second", "Bo third"])
  }

  @Test func aTableSaysOfEachShotWhomItShows() throws {
    let table = "in,out,type,subject\n0,50,CU,Zoë\n50,125,LS,Ann  Lee\n125,250,MS,\n"
    #expect(try shown(table, as: "song.csv") == ["Zoë first", "Ann Lee edited", "- edited"])
    let silent = "in,out,type\n0,60,CU\n60,125,LS\n125,250,MS\n"
    #expect(try shown(silent, as: "song.csv") == ["Zoë edited", "- edited", "Bo third"])
  }

  // MARK: Gaps, overlaps, transitions

  @Test func gapsAndOverlapsAreErrorsWithTheirPlace() {
    let gap = Self.head + Self.events[0] + Self.events[2]
    #expect(
      failure(gap)
        == "song.edl:6:1: error: there is no picture from 01:00:02:00 to 01:00:05:00; move or lengthen a clip to "
        + "close the gap")
    let overlap = Self.list.replacing("01:00:05:00\n* FROM CLIP NAME: LS", with: "01:00:06:00\n* FROM CLIP NAME: LS")
    #expect(
      failure(overlap)?.contains("song.edl:8:1: error: shot 3 (MS_003) overlaps the one before by 25 frames") == true)
    #expect(failure(Self.head)?.hasPrefix("song.edl: ") == true)
    #expect(failure(Self.head + Self.events[1] + Self.events[2])?.contains("01:00:00:00 to 01:00:02:00") == true)
  }

  @Test func soundIsNoPictureAndATransitionIsACut() throws {
    let sound =
      Self.head + Self.events[0]
      + "002  AX       AA    C        01:00:00:00 01:00:10:00 01:00:00:00 01:00:10:00\n* FROM CLIP NAME: XLS song.wav\n"
      + Self.events[1] + Self.events[2]
    #expect(told(try edit(sound)) == ["CU 0-50 first 0.5 !", "LS 50-125 second 0.25", "MS 125-250 third 0.75"])
    let dissolve = """
      \(Self.events[0])002  CARDS    V     C        01:00:02:00 01:00:02:00 01:00:02:00 01:00:02:00
      002  CARDS    V     D    012 01:00:02:00 01:00:05:00 01:00:02:00 01:00:05:00
      * FROM CLIP NAME: CU_001
      * TO CLIP NAME: LS_002
      \(Self.events[2])
      """
    let back = try edit(Self.head + dissolve)
    #expect(told(back) == ["CU 0-50 first 0.5 !", "LS 50-125 second 0.25", "MS 125-250 third 0.75"])
    #expect(back.warnings == ["song.edl:7:1: warning: the transition to 'LS_002' comes back as a cut at its start"])
    let slow = try edit(
      Self.list.replacing("01:00:05:00 01:00:10:00 01:00:05:00", with: "01:00:05:00 01:00:06:00 01:00:05:00"))
    #expect(
      slow.warnings.count == 1 && slow.warnings[0].hasPrefix("song.edl:8:1: warning: the event plays its clip at"))
  }

  @Test func aLongListGoesOnInAnother() throws {
    func lines(_ numbers: Range<Int>) -> String {
      numbers.map { number in
        let (first, last) = (
          Timecode(frame: 90_000 + number, rate: .fps25), Timecode(frame: 90_001 + number, rate: .fps25)
        )
        return "\((number % 999 + 1).padded(to: 3))  CARDS    V     C        \(first) \(last) \(first) \(last)\n"
          + "* FROM CLIP NAME: \(["CU", "LS"][number % 2])_\((number + 1).padded(to: 3))\n"
      }.joined()
    }
    let files = [
      EditedPlan.File(path: "s.edl", bytes: Array((Self.head + lines(0..<999)).utf8)),
      EditedPlan.File(path: "s-2.edl", bytes: Array((Self.head + lines(999..<1010)).utf8)),
    ]
    #expect(try EditedPlan(files, knowing: EditedPlan.Knowledge()).document.plan.shots.count == 1010)
    let other = [files[0], EditedPlan.File(path: "s-2.edl", bytes: Array(Self.list.utf8))]
    #expect(throws: Failure.self) { try EditedPlan(other, knowing: EditedPlan.Knowledge()) }
  }

  // MARK: Tables

  @Test(arguments: [
    "in,out,type\n0,50,CU\n50,125,LS\n125,250,MS\n", "start,end,type\n0,2,CU\n0:02,5,LS\n5,10,MS\n",
    "0;2;CU\n2;5;LS\n5;10;MS\n",
    "shot,in,out,timecode_in,timecode_out,start,end,type,p\n1,0,50,01:00:00:00,01:00:02:00,0,2,CU,.5\n"
      + "2,50,125,01:00:02:00,01:00:05:00,2,5,LS,\n3,125,250,01:00:05:00,01:00:10:00,5,10,MS,\n",
  ]) func tablesComeBack(text: String) throws {
    #expect(
      told(try edit(text, as: "song.csv")) == ["CU 0-50 first 0.5 !", "LS 50-125 second 0.25", "MS 125-250 third 0.75"])
  }

  @Test func aTableOfSomethingElseIsOneError() {
    let regions = "#,Name,Start,End,Length\nR1,XLS,0,3,3\nR2,LS,3,5,2\n"
    #expect(
      failure(regions, as: "song.csv", former: nil)
        == "song.csv:2:1: error: is no table of shots: found 5 fields; rows are start,end,type")
    #expect(
      failure("start,end,type\n0,x,CU\n3,y,LS\n", as: "song.csv")?.hasPrefix(
        "song.csv:2:1: error: is no table of shots: ") == true)
  }

  @Test func aTableLocksAndUnlocks() throws {
    func table(_ locks: [String]) -> String {
      "in,out,type,locked\n0,50,CU,\(locks[0])\n50,125,LS,\(locks[1])\n125,250,XLS,\(locks[2])\n"
    }
    #expect(
      told(try edit(table(["", "x", "true"]), as: "song.csv"))
        == ["CU 0-50 first 0.5", "LS 50-125 second 0.25 !", "XLS 125-250 edited !"])
    #expect(
      told(try edit(table(["1", "false", "0"]), as: "song.csv"))
        == ["CU 0-50 first 0.5 !", "LS 50-125 second 0.25", "XLS 125-250 edited"])
    #expect(
      failure(table(["perhaps", "", ""]), as: "song.csv")
        == "song.csv:2:1: error: expected true or false in `locked`, found 'perhaps'")
  }

  @Test func aTableWhoseFramesAndSecondsDisagreeIsRefused() {
    let text = "in,out,start,end,type\n0,50,0,2,CU\n50,125,2,4.5,LS\n125,250,5,10,MS\n"
    #expect(
      failure(text, as: "song.csv")
        == "song.csv:3:1: error: 4.5 s in `end` is not frame 125 in `out`, which is 5 s; empty one of the two")
    let timed = "in,out,timecode_in,timecode_out,type\n0,50,01:00:00:00,01:00:02:00,CU\n"
    #expect(
      failure(timed + "50,250,01:00:02:00,01:00:10:05,LS\n", as: "song.csv")
        == "song.csv:3:1: error: 01:00:10:05 in `timecode_out` is not frame 250 in `out` but 255; empty one of the two")
    // The first timecode may be the one that was moved.
    #expect(
      failure(
        timed.replacing("01:00:00:00", with: "01:00:00:05") + "50,250,01:00:02:00,01:00:10:00,LS\n", as: "song.csv")
        == "song.csv:2:1: error: 01:00:00:05 in `timecode_in` is not frame 0 in `in` but 5; empty one of the two")
    #expect(
      failure("timecode_in,timecode_out,start,end,type\n01:00:00:00,01:00:10:00,0,9,CU\n", as: "song.csv")
        == "song.csv:2:1: error: 9 s in `end` is not frame 250 in `timecode_out`, which is 10 s; empty one of the two")
    #expect(failure("in,out,type\n0,50,CU\n", as: "song.csv", former: nil)?.contains("set source.frame_rate") == true)
    #expect(
      failure("in,out,type\n0,x,CU\n", as: "song.csv")?.hasPrefix("song.csv:2:1: error: expected a whole") == true)
  }
}
