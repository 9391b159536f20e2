import Shots
import StageKit
import Testing

@testable import Edits

/// What is written comes back: by each format, at each rate.
@Suite struct MarkerListTests {
  private static let events: MarkerList.Stream = (
    "beats", Events([Event(at: 0.5), Event(at: 1.02, label: "a | b"), Event(from: 2.5, to: 4, label: "solo")])
  )

  @Test(arguments: FrameRate.allCases) func marksComeBack(rate: FrameRate) throws {
    let track = TrackInfo(name: "song", path: "song.wav", seconds: 10, hash: "")
    let list = try MarkerList(nil, and: [Self.events], of: track, rate: rate)
    let formats: [(String, Document)] = [
      ("edl", ResolveMarkers.document(of: list)), ("json", KdenliveGuides.document(of: list)),
      ("txt", AudacityLabels.document(of: list)), ("csv", ReaperRegions.document(of: list)),
    ]
    for (ending, document) in formats {
      let read = try MarkReader.marks(
        in: try document.bytes(), path: "x.\(ending)", rate: ending == "json" ? rate : nil)
      let frames = read.events.map { [rate.frame(rounding: $0.start), rate.frame(rounding: $0.end)] }
      let wanted = Self.events.events.events.map { [rate.frame(rounding: $0.start), rate.frame(rounding: $0.end)] }
      #expect(frames == wanted, "\(ending) at \(rate)")
      #expect(read.events.map(\.label) == ["beat 1", ending == "edl" ? "a / b" : "a | b", "solo"])
    }
  }

  @Test func whatLiesBehindTheEndIsLeftOut() throws {
    let track = TrackInfo(name: "song", path: "song.wav", seconds: 3, hash: "")
    let list = try MarkerList(nil, and: [Self.events], of: track)
    #expect(list.markers.map(\.end.seconds) == [0.5, 1.02, 3])
    #expect(try MarkerList(nil, and: [("x", Events(times: [5]))], of: track).markers.isEmpty)
  }

  @Test func anotherRateThanTheShotsIsRefused() throws {
    let plan = try ShotPlan([Shot(inFrame: 0, outFrame: 9, type: "CU", probability: 1)], rate: .fps25)
    let track = TrackInfo(name: "song", path: "song.wav", seconds: 3, hash: "")
    #expect(throws: Failure.self) { try MarkerList(plan, of: track, rate: .fps24) }
    #expect(try MarkerList(plan, of: track, rate: .fps25).rate == .fps25)
  }
}
