import StageKit
import Testing

@testable import Writers

@Suite struct WritersPluginTests {
  @Test func allDeclarationsAreSound() throws {
    let declarations = try Registry([.writers]).stages.map { $0.declaration }
    #expect(declarations.flatMap(\.faults) == [])
    #expect(
      declarations.map(\.id) == [
        "write.json", "write.csv", "write.edl", "write.markers", "write.avid", "write.otio", "write.fcp7",
        "write.fcpxml", "write.mlt", "write.kdenlive", "write.shotcut", "write.audacity", "write.reaper", "write.vtt",
        "write.guides", "write.html",
        "write.svg",
        "write.index", "write.npz",
        "write.jams", "write.lab",
      ])
  }

  @Test func aReelNameIsCheckedWhenItIsRead() throws {
    #expect(try WriteEDL.reel.parse(.text("CAM_1"), relativeTo: "").text == "CAM_1")
    for word in ["", "CARD S", "cards", "CARDS_AND", "CÄM"] {
      let failure = #expect(throws: Failure.self) { try WriteEDL.reel.parse(.text(word), relativeTo: "") }
      #expect(failure?.description == "'\(word)' is no reel name; use 1 to 8 of A to Z, 0 to 9 and _")
    }
  }
}
