import Foundation
import StageKit
import Testing

@testable import Writers

@Suite struct WriteJAMSTests {
  private let writer = WriteJAMS(Writing.defaults(WriteJAMS.self))

  private func annotations(_ inputs: [(String, any Artifact)]) throws -> [[String: Any]] {
    let text = try Writing.text(writer, inputs)
    let page = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    return try #require(page["annotations"] as? [[String: Any]])
  }

  private func values(_ annotation: [String: Any], _ key: String) throws -> [Double?] {
    try #require(annotation["data"] as? [[String: Any]]).map { $0[key] as? Double }
  }

  @Test func beatsAreNumberedFromEachDownbeat() throws {
    let beats = Events(times: [0.5, 1, 1.5, 2, 2.5, 3])
    let found = try annotations([("beats", beats), ("downbeats", Events(times: [1, 2.5]))])
    #expect(try values(found[0], "value") == [3, 1, 2, 3, 1, 2])
    #expect(try values(found[0], "time") == beats.times)
    #expect(try values(annotations([("beats", beats)])[0], "value") == [nil, nil, nil, nil, nil, nil])
  }

  /// A bar of four after a pickup of so many beats.
  @Test(
    arguments: [
      (0, []), (1, [4]), (3, [2, 3, 4]), (4, [nil, 2, 3, 4]), (6, [nil, nil, nil, 2, 3, 4]),
    ] as [(Int, [Double?])])
  func aPickupCountsBackFromTheFirstBar(pickup: Int, numbers: [Double?]) throws {
    let beats = Events(times: (0..<pickup + 5).map(Double.init))
    let downbeats = Events(times: [Double(pickup), Double(pickup + 4)])
    let found = try annotations([("beats", beats), ("downbeats", downbeats)])
    #expect(try values(found[0], "value") == numbers + [1, 2, 3, 4, 1])
    // One downbeat tells of no bar.
    let open = try annotations([("beats", beats), ("downbeats", Events(times: [Double(pickup)]))])
    #expect(try values(open[0], "value") == numbers.map { _ in nil } + [1, 2, 3, 4, 5])
  }

  @Test(arguments: [0, 0.25, 1]) func aNumberIsAsSureAsTheBars(certainty: Double) throws {
    let beats = Events(times: [0.5, 1, 1.5, 2])
    let found = try annotations([
      ("beats", beats), ("downbeats", Events(times: [1])), ("certainty", Number(certainty)),
      ("onsets", Events(times: [0.5])),
    ])
    // A beat without a number says nothing that could be wrong about the bars, and an onset has none.
    #expect(try values(found[0], "confidence") == [nil, certainty, certainty, certainty])
    #expect(try values(found[1], "confidence") == [nil])
    let silent = try annotations([("beats", beats), ("downbeats", Events(times: [1]))])
    #expect(try values(silent[0], "confidence") == [nil, nil, nil, nil])
  }

  @Test func eachInputIsAnAnnotationOfItsNamespace() throws {
    let sections = Events([Event(from: 0, to: 8.25, label: "intro"), Event(from: 8.25, to: 13.3, label: "verse")])
    let found = try annotations([
      ("onsets", Events(times: [0.25])), ("tempo", Number(97.5)), ("sections", sections),
    ])
    #expect(found.map { $0["namespace"] as? String } == ["onset", "tempo", "segment_open"])
    #expect(try values(found[1], "value") == [97.5])
    #expect(try values(found[1], "duration") == [13.3])
    #expect(try values(found[2], "duration") == [8.25, 13.3 - 8.25])
  }

  @Test func silenceHasNoTempo() throws {
    #expect(try values(annotations([("tempo", Number(0))])[0], "value") == [])
  }

  @Test func theFileIsNamed() throws {
    let text = try Writing.text(writer, [("onsets", Events([]))])
    let page = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let metadata = try #require(page["file_metadata"] as? [String: Any])
    #expect(metadata["title"] as? String == "Ünï")
    #expect(metadata["duration"] as? Double == 13.3)
  }

  @Test func nothingWiredIsSaid() throws {
    let failure = #expect(throws: Failure.self) { try Writing.text(writer, [("downbeats", Events([]))]) }
    #expect(
      failure?.description == "there is nothing to write; wire beats, onsets, tempo or sections to the stage")
  }

  @Test func aTimeThatIsNoNumberIsNamed() throws {
    let failure = #expect(throws: Failure.self) {
      try Writing.text(writer, [("beats", Events(times: [.infinity]))])
    }
    #expect(failure?.description == "the start of a beat is inf, which JSON cannot write")
    let unsure = #expect(throws: Failure.self) {
      try Writing.text(writer, [("beats", Events(times: [1])), ("certainty", Number(.nan))])
    }
    #expect(unsure?.description == "the certainty is nan, which JSON cannot write")
  }
}
