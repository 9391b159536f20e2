import StageKit
import Testing
import Shots

@testable import Writers

@Suite struct WriteEDLModesTests {
  private func text(_ plan: ShotPlan, sections: [Event] = [], _ change: (inout Settings) -> Void) throws -> String {
    var settings = Writing.defaults(WriteEDL.self)
    change(&settings)
    return try Writing.text(WriteEDL(settings), [("shots", plan), ("sections", Events(sections))])
  }

  private func events(_ text: String) -> [Substring] {
    text.split(separator: "\n").filter { $0.first?.isNumber == true }
  }

  @Test func camerasAreNamedByReelAndTheirTimecode() throws {
    let text = try text(try Writing.cameraPlan()) { $0[TimelineSettings.mode] = .cameras }
    #expect(
      events(text) == [
        "001  A001     V     C        10:00:04:00 10:00:04:20 01:00:00:00 01:00:00:20",
        "002  B001     V     C        00:00:00:07 00:00:00:17 01:00:00:20 01:00:01:05",
        "003  A001     V     C        10:00:04:20 10:00:05:05 01:00:01:15 01:00:02:00",
      ])
  }

  @Test func camerasEventsNameTheirMedia() throws {
    var plan = try Writing.cameraPlan().shots
    plan[3].source?.file = ""
    let text = try text(try ShotPlan(plan, rate: .fps25)) { $0[TimelineSettings.mode] = .cameras }
    #expect(
      text.split(separator: "\n").filter { $0.hasPrefix("*") } == [
        "* FROM CLIP NAME: cam 1.mov", "* COMMENT: LS_001 ON CAM1", "* FROM CLIP NAME: cam2.mov",
        "* COMMENT: CU_002 ON CAM2", "* FROM CLIP NAME: CAM1", "* COMMENT: LS_004 ON CAM1",
      ])
    let dissolved = try self.text(try Writing.cameraPlan()) {
      $0[TimelineSettings.mode] = .cameras
      $0[WriteEDL.dissolve] = 10
      $0[WriteEDL.dissolveAt] = .all
    }
    #expect(dissolved.contains("* FROM CLIP NAME: cam 1.mov\n* TO CLIP NAME: cam2.mov\n* COMMENT: CU_002 ON CAM2\n"))
  }

  @Test func aCamerasTimecodeStartsAgainAtMidnight() throws {
    let source = SourceClip(
      name: "A", reel: "A", start: Timecode(frame: -10, rate: .fps25), inFrame: 0, frames: 100)
    let shot = Shot(inFrame: 0, outFrame: 20, type: "LS", probability: 1, source: source)
    let text = try text(try ShotPlan([shot], rate: .fps25)) { $0[TimelineSettings.mode] = .cameras }
    #expect(events(text) == ["001  A        V     C        23:59:59:15 00:00:00:10 01:00:00:00 01:00:00:20"])
  }

  @Test func markersAreThoseOfTheMarkerList() throws {
    let plan = try Writing.plan()
    let markers = try Writing.text(WriteMarkers(Writing.defaults(WriteMarkers.self)), [("shots", plan)])
    #expect(try text(plan) { $0[TimelineSettings.mode] = .markers } == markers)
  }

  @Test func aDissolveIsAPairWithOneNumber() throws {
    let text = try text(try Writing.plan(.fps25)) {
      $0[WriteEDL.dissolve] = 12
      $0[WriteEDL.dissolveAt] = .all
    }
    #expect(
      text.split(separator: "\n").dropFirst(5).prefix(4) == [
        "002  CARDS    V     C        01:00:07:08 01:00:07:08 01:00:07:08 01:00:07:08",
        "002  CARDS    V     D    012 01:00:07:08 01:00:11:05 01:00:07:08 01:00:11:05",
        "* FROM CLIP NAME: XLS_001", "* TO CLIP NAME: MS_002",
      ])
    #expect(events(text).map { $0.prefix(3) } == ["001", "002", "002", "003", "003"])
  }

  @Test func dissolvesStandAtSections() throws {
    let sections = [Event(from: 0, to: 11, label: "verse"), Event(from: 11, to: 13.3, label: "chorus")]
    let text = try text(try Writing.plan(.fps25), sections: sections) { $0[WriteEDL.dissolve] = 12 }
    #expect(events(text).map { $0.prefix(3) } == ["001", "002", "003", "003"])
  }

  @Test func aDissolveIsNoLongerThanItsClips() throws {
    // The second clip has 483 frames left, the first none, and the third shot shows nothing.
    let text = try text(try Writing.cameraPlan()) {
      $0[TimelineSettings.mode] = .cameras
      $0[WriteEDL.dissolve] = 50
      $0[WriteEDL.dissolveAt] = .all
    }
    #expect(
      events(text).dropFirst().prefix(2) == [
        "002  A001     V     C        10:00:04:20 10:00:04:20 01:00:00:20 01:00:00:20",
        "002  B001     V     D    010 00:00:00:07 00:00:00:17 01:00:00:20 01:00:01:05",
      ])
    #expect(events(text).count == 4)
  }
}
