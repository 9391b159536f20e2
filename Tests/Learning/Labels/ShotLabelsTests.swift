import Shots
import StageKit
import Testing

@testable import Learning

@Suite struct ShotLabelsTests {
  private static let shots = [
    LabelledShot(start: 0, end: 1.5, type: 0), LabelledShot(start: 1.5, end: 5.2, type: 1),
  ]

  private func labels() throws -> ShotLabels {
    try ShotLabels(
      Self.shots, in: Vocabulary(types: ["far", "near"], scale: ["near", "far"], aliases: ["FS": "far"]))
  }

  @Test func eachViewHasItsFrames() throws {
    #expect(try labels().types(by: .second) == [0, 0, 1, 1, 1, 1])
    #expect(try labels().types(by: MusicView(seconds: 2)) == [0, 1, 1])
  }

  @Test func cutsBetweenEqualTypesAreCuts() throws {
    let times = [0, 1.4, 2.6, 3.9, 4.1, 6]
    func repeats(_ types: [Int?], by view: MusicView = .second) throws -> Set<Int> {
      try ShotLabels(
        zip(zip(times, times.dropFirst()), types).map { LabelledShot(start: $0.0, end: $0.1, type: $1) }, in: .concert
      ).repeats(by: view)
    }
    #expect(try repeats([0, 0, 1, 2, 2]) == [1, 4])
    #expect(try repeats([0, 0, 1, 2, 2], by: MusicView(seconds: 2)) == [1, 2])
    // A type that comes back behind another is no repeat.
    #expect(try repeats([0, 1, 0, 1, 0]).isEmpty)
    // Of two shots that nobody knows, nobody knows that they are alike.
    #expect(try repeats([nil, nil, 1, 1, nil]) == [4])
    let seconds = (0..<5).map { LabelledShot(start: Double($0), end: Double($0) + ($0 < 4 ? 1 : 0.3), type: 2) }
    #expect(try ShotLabels(seconds, in: .concert).repeats(by: .second).isEmpty)
  }

  @Test func theLabelsOfWhatNobodyKnowsComeBack() throws {
    let labels = try ShotLabels(
      [LabelledShot(start: 0, end: 1, type: nil), LabelledShot(start: 1, end: 2, type: 3, weight: 0.25)], in: .concert)
    #expect(try ShotLabels(encoded: MemoryBytes(labels.encoded())) == labels)
  }

  @Test func thePlanKnowsTheTypes() throws {
    #expect(ShotLabels.format(in: try labels().vocabulary).columns == ["far", "near"])
  }

  @Test func theyComeBackAsTheyWere() throws {
    #expect(try ShotLabels(encoded: MemoryBytes(labels().encoded())) == labels())
  }

  @Test func whatIsNoLabelsIsRefused() throws {
    #expect(throws: Failure.self) { try ShotLabels([], in: .concert) }
    #expect(throws: Failure.self) {
      try ShotLabels([LabelledShot(start: 0, end: 1, type: 8)], in: .concert)
    }
    let damaged = try Array(labels().encoded().dropLast())
    #expect(throws: Failure.self) { try ShotLabels(encoded: MemoryBytes(damaged)) }
  }
}
