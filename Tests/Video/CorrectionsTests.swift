import Edits
import Formats
import Pictures
import Shots
import StageKit
import Testing

@testable import Video

@Suite struct CorrectionsTests {
  /// - Parameter end: The reason of the last shot.
  private func found(end: String = "cut") throws -> ShotPlan {
    let frames = [0, 50, 120, 200]
    return try ShotPlan(
      zip(frames, frames.dropFirst() + [250]).map {
        Shot(inFrame: $0, outFrame: $1, type: "?", probability: 0.8, reason: $0 == 200 ? end : "cut")
      }, rate: .fps25, start: 0, types: LabelTypes.all)
  }

  private func corrected(_ text: String?, end: String = "cut") throws -> ShotPlan {
    var inputs = Artifacts()
    inputs[named: "shots"] = [Artifacts.Named(name: "shots", value: try found(end: end))]
    let track = TrackInfo(name: "a", path: "a.mp4", seconds: 10, hash: "")
    let context = TrackContext(
      track: track, version: "", pipelineHash: "", content: { _ in text.map { Array($0.utf8) } })
    let stage = Corrections(Settings(defaultsOf: Corrections.declaration))
    return try #require(try stage.run(inputs, in: context)[Corrections.shots])
  }

  private let head = "start,end,type,confidence,faces,ratio,why\n"

  @Test func withoutAFileNothingChanges() throws {
    let plan = try corrected(nil)
    let found = try found()
    #expect(plan == found)
  }

  @Test func whatAPersonSetIsLocked() throws {
    let plan = try corrected(
      head
        + "0,2,MS,0.6,1,0.2,face 0.20 of the height\n2,4.8,CU,1.00,1,0.7,by hand\n4.8,8,ADS,1,0,,by hand\n8,10,XLS,0.33,0,,x\n"
    )
    #expect(plan.shots.map(\.isLocked) == [false, true, true, false])
    #expect(plan.shots.map(\.type) == ["?", "CU", "ADS", "?"])
  }

  @Test func cutsOfTheFileStand() throws {
    let plan = try corrected(head + "0,4.8,MS,0.6,1,0.2,x\n4.8,6,MS,0.6,1,0.2,x\n6,10,CU,1,1,.7,by hand\n")
    #expect(plan.shots.map(\.inFrame) == [0, 120, 150])
    #expect(plan.frames == 250)
    // A cut that was found keeps how sure it is; one of a person is sure.
    #expect(plan.shots.map(\.probability) == [0.8, 0.8, 1])
  }

  @Test func aCutBehindTheLastPictureShowsNothingEither() throws {
    let table = head + "0,4.8,MS,0.6,1,0.2,x\n4.8,8,MS,0.6,1,0.2,x\n8,9,?,0,0,,no picture\n9,10,?,0,0,,\n"
    let plan = try corrected(table, end: WrittenShot.noPicture)
    #expect(plan.shots.suffix(2).map(\.reason) == [WrittenShot.noPicture, WrittenShot.noPicture])
    #expect(plan.shots[1].reason == "cut")
  }

  @Test func cutsThatWereLookedAtAreSure() throws {
    let plan = try corrected(
      "start,end,type,confidence,faces,ratio,why,cut\n0,2,MS,0.6,1,.2,x,1.00\n2,4.8,MS,0.6,1,.2,x,1.00\n"
        + "4.8,8,MS,0.6,1,.2,x,0.80\n8,10,CU,1,1,.7,by hand,\n")
    // Left as it is by its own key, not looked at, and left by who set the type behind it.
    #expect(plan.shots.map(\.probability) == [1, 1, 0.8, 1])
    #expect(plan.shots.map(\.isLocked) == [false, false, false, true])
  }

  /// Who fills in types in a text editor leaves the whys as they are.
  @Test func aTypeThatWasNotToldIsAPersons() throws {
    let plan = try corrected(
      "start,end,type,confidence,faces,ratio,why,cut,told\n0,2,CU,0.60,1,.2,face 0.20 of the height,0.80,MS\n"
        + "2,4.8,ms,0.60,1,.2,face 0.20 of the height,0.80,MS\n4.8,8,?,0.60,1,.2,face 0.20 of the height,0.80,MS\n"
        + "8,10,MS,0.60,1,.2,face 0.20 of the height,0.80,\n")
    #expect(plan.shots.map(\.isLocked) == [true, false, true, false])
    #expect(plan.shots.map(\.type) == ["CU", "?", "?", "?"])
    #expect(plan.shots.map(\.probability) == [0.8, 0.8, 0.8, 0.8])
    // A table of before there were such columns; of no faces songboard told nothing.
    let filled = try corrected(
      "start,end,type,confidence,faces,ratio,why\n0,5,CU,0.00,0,,not looked at\n5,10,?,0.00,0,,not looked at\n")
    #expect(filled.shots.map(\.isLocked) == [true, false] && filled.shots[0].type == "CU")
  }

  @Test func aTypeThatWasNotToldIsSure() throws {
    var findings = Diagnostics(file: "a.shots.csv")
    let text = "start,end,type,confidence,why\n0,5,CU,0.00,not looked at\n5,10,?,0.00,not looked at\n"
    let shots = try WrittenShot.shots(in: Array(text.utf8), format: .csv, rate: nil, start: nil, findings: &findings)
    #expect(shots.map(\.confidence) == [1, 0])
  }

  @Test func thatNobodyKnowsIsRememberedToo() throws {
    let plan = try corrected(head + "0,2,?,0.00,1,0.2,by hand\n2,10,MS,0.6,1,0.2,x\n")
    #expect(plan.shots.map(\.isLocked) == [true, false] && plan.shots[0].type == "?")
  }

  @Test func howSureACutIsIsANumber() throws {
    #expect(throws: (any Error).self) { try corrected("start,end,type,why,cut\n0,10,MS,x,sure\n") }
    // Another program's column of this name beside no whys is not read.
    #expect(try corrected("start,end,type,cut\n0,5,MS,hard\n5,10,CU,dissolve\n").shots.map(\.type) == ["MS", "CU"])
  }

  @Test func ofJoinedShotsTheCutIsTheFirsts() throws {
    // A person set the second's type; the cut before the first nobody has looked at.
    let plan = try corrected(
      "start,end,type,confidence,faces,ratio,why,cut\n0,2,MS,0.6,1,.2,x,1.00\n2,8,CU,1.00,1,.7,by hand,0.80\n"
        + "8,10,MS,0.6,1,.2,x,0.80\n")
    #expect(plan.shots.map(\.probability) == [1, 0.8, 0.8])
    #expect(plan.shots.map(\.isLocked) == [false, true, false])
  }

  @Test func aTableWithoutWhysIsAPersons() throws {
    let plan = try corrected("start,end,type\n0,5,MS\n5,10,mis\n")
    #expect(plan.shots.map(\.type) == ["MS", "MIS"])
    #expect(plan.shots.map(\.isLocked) == [true, true])
  }

  @Test(arguments: [
    "start,end,type\n0,5,MS\n5,4,CU\n3,10,CU\n", "start,end,type\n0,5,FAR\n5,10,CU\n", "start,end,type\n",
    "start,end,type\n0,5,MS\n30,40,CU\n",
  ])
  func wrongTablesAreRefused(text: String) throws {
    #expect(throws: (any Error).self) { try corrected(text) }
  }
}
