import StageKit
import Testing

@testable import Learning

@Suite struct FrameLabelsTests {
  private func labels(_ rows: [(Double, Double, Int)], _ frames: Int, _ seconds: Double) throws -> [Int?] {
    try FrameLabels.labels(
      of: rows.map { LabelledShot(start: $0.0, end: $0.1, type: $0.2) }, frames: frames, seconds: seconds
    ).map(\.type)
  }

  @Test func aFrameTakesTheTypeThatCoversMost() throws {
    let shots = [(0, 1.4, 3), (1.4, 3.7, 1), (3.7, 8, 5)]
    #expect(try labels(shots, 8, 1) == [3, 1, 1, 1, 5, 5, 5, 5])
    #expect(try labels(shots, 4, 2) == [3, 1, 5, 5])
    #expect(try labels(shots, 2, 4) == [1, 5])
  }

  @Test func tiesGoToTheEarlier() throws {
    #expect(try labels([(0, 0.5, 6), (0.5, 2, 2), (2, 3, 0), (3, 4, 1)], 2, 2) == [2, 0])
    #expect(try labels([(0, 0.5, 6), (0.5, 1, 2)], 1, 1) == [6])
    // Shares that only rounding makes unequal: 0.1 + 0.2 is a little more than 0.3.
    #expect(try labels([(0, 0.3, 4), (0.3, 0.3 + (0.1 + 0.2), 7)], 1, 0.6) == [4])
  }

  @Test func aTypeThatComesBackIsAddedUp() throws {
    #expect(try labels([(0, 0.3, 1), (0.3, 0.7, 2), (0.7, 1, 1)], 1, 1) == [1])
  }

  @Test func framesWithoutShotsTakeTheShotBefore() throws {
    #expect(try labels([(1, 2, 3), (4, 5, 5)], 7, 1) == [3, 3, 3, 3, 5, 5, 5])
    #expect(throws: Failure.self) { try labels([], 2, 1) }
    #expect(try labels([(0, 1, 1)], 0, 1).isEmpty)
  }

  @Test func nobodysKnowledgeIsATypeAsWell() throws {
    func types(_ shots: [(Double, Double, Int?)], _ seconds: Double) throws -> [Int?] {
      try FrameLabels.labels(
        of: shots.map { LabelledShot(start: $0.0, end: $0.1, type: $0.2) }, frames: 1, seconds: seconds
      ).map(\.type)
    }
    #expect(try types([(0, 0.3, 1), (0.3, 1, nil)], 1) == [nil])
    #expect(try types([(0, 0.4, 1), (0.4, 0.7, nil), (0.7, 1, 1)], 1) == [1])
    #expect(try types([(0, 0.5, nil), (0.5, 1, 1)], 1) == [nil])
  }

  @Test func runsEndWhereAShotStarts() {
    #expect(
      ShotRun.runs(of: [2, 2, 2, 0], repeats: [0, 1, 3, 4])
        == [
          ShotRun(type: 2, start: 0, frames: 1), .init(type: 2, start: 1, frames: 2),
          .init(type: 0, start: 3, frames: 1),
        ])
  }

  @Test func runsCoverAllFrames() {
    #expect(ShotRun.runs(of: []).isEmpty)
    #expect(
      ShotRun.runs(of: [2, 2, 0, 2])
        == [
          ShotRun(type: 2, start: 0, frames: 2), .init(type: 0, start: 2, frames: 1),
          .init(type: 2, start: 3, frames: 1),
        ])
  }
}
