import StageKit
import Testing

@testable import Shots

@Suite struct SubjectsTests {
  private static let band = """
    performers:
      - {name: Ann, sings: [verse, chorus]}
      - {name: Bo, instrument: guitar, solos: [solo]}
      - {name: Cy, instrument: drums}
    """

  private func subjects(
    _ plan: String, _ text: String = band, singing: (Double, Double) -> Double? = { _, _ in nil }
  ) throws -> [String] {
    try SongBriefTests.song(text).subjects(of: SongBriefTests.plan(plan), singing: singing).map { $0 ?? "-" }
  }

  @Test func theSingerIsCloseTheSoloistPlaysAndTheHallIsNobodys() throws {
    #expect(try subjects("XLS 0-10, CU 10-14, ADS 14-18, MCU 18-30") == ["-", "Ann", "-", "Ann"])
    #expect(try subjects("LS 0-50, MIS 50-53, CU 53-56, MS 56-60") == ["-", "Bo", "Bo", "Bo"])
    // Without a voice or a solo, players are close.
    #expect(try subjects("CU 0-5, MS 5-10") == ["Bo", "Cy"])
  }

  @Test func faceAfterFaceIsTheSingersBodiesChange() throws {
    #expect(try subjects("CU 0-12, MCU 12-15, MS 15-18, MS 18-21, CU 21-30") == ["Bo", "Ann", "Cy", "Ann", "Ann"])
    let duo = "performers: [{name: Ann, sings: verse}, {name: Eve, sings: verse}]"
    #expect(
      try subjects("XLS 0-10, CU 10-14, CU 14-16, MCU 16-22, CU 22-30", duo) == ["-", "Ann", "Eve", "Ann", "Eve"])
  }

  @Test func playersTakeTurnsByTheirTime() throws {
    let plan = "MIS 0-8, LS 8-10, MIS 10-12, LS 12-14, MIS 14-16, LS 16-18, MIS 18-22, LS 22-24, MIS 24-26"
    #expect(try subjects(plan) == ["Bo", "-", "Cy", "-", "Cy", "-", "Cy", "-", "Bo"])
    #expect(try subjects("MIS 0-10, CU 10-14", "performers: [{name: Ann, sings: true}]") == ["-", "Ann"])
  }

  @Test func lockedShotsKeepWhomTheyShow() throws {
    #expect(
      try subjects("MIS 0-4 ! =Eve, MIS 4-8 !, CU 12-16 ! =Ann".replacing("CU 12", with: "CU 8")) == [
        "Eve", "-", "Ann",
      ])
    // The one that follows a free shot is a neighbour as well.
    #expect(try subjects("MIS 0-4, MIS 4-8 ! =Bo") == ["Cy", "Bo"])
  }

  @Test func theMusicTellsWhenThereIsSinging() throws {
    let text = "performers: [{name: Ann, sings: true}, {name: Bo, instrument: bass, solos: solo}]"
    func voice(_ start: Double, _ end: Double) -> Double? { start < 10 ? -0.5 : 0.5 }
    #expect(try subjects("CU 0-10, CU 10-20, CU 20-50, CU 50-60", text, singing: voice) == ["Bo", "Ann", "Ann", "Bo"])
    #expect(try subjects("CU 0-10, CU 10-50, CU 50-60", text) == ["Ann", "Ann", "Bo"])
  }

  @Test func whatIsShorterThanAShotCountsAsAWhole() throws {
    let text = "performers: [{name: Ann, sings: true}, {name: Bo, instrument: bass, solos: \"0:22-0:24\"}]"
    #expect(try subjects("XLS 0-20, CU 20-28, XLS 28-40", text) == ["-", "Bo", "-"])
    #expect(try subjects("XLS 0-10, CU 10-22.5, XLS 22.5-40", text) == ["-", "Ann", "-"])
  }

  @Test func withoutPerformersNobodyIsNamed() throws {
    #expect(try subjects("CU 0-10, MIS 10-20", "{}") == ["-", "-"])
  }
}
