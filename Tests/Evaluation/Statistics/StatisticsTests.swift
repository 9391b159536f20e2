import Shots
import StageKit
import TestSupport
import Testing

@testable import Evaluation

@Suite struct StatisticsTests {
  /// Shots at 25 frames per second, each with its type and length in frames.
  private func plan(_ shots: [(type: String, frames: Int)]) throws -> ShotPlan {
    var frame = 0
    return try ShotPlan(
      shots.map { type, frames in
        frame += frames
        return Shot(inFrame: frame - frames, outFrame: frame, type: type, probability: 1)
      }, rate: .fps25)
  }

  private func measures(
    _ plan: ShotPlan, beats: [Double] = [], downbeats: [Double] = [], sections: [Event] = []
  ) throws -> TrackMeasures {
    TrackMeasures(
      plan, beats: beats, downbeats: downbeats, sections: try SectionMap(Events(sections)), tempo: 120, target: 2,
      lengths: 1.21...12,
      tolerance: 0.07)
  }

  @Test func lengthsAndNeighboursAreCounted() throws {
    let found = try measures(plan([("XLS", 30), ("CU", 301), ("CU", 298), ("MS", 31)]))
    #expect(found.violations == 2 && found.equalNeighbours == 1)
    #expect(found.shots == 4 && abs(found.wantedShots - 13.2) < 1e-9)
  }

  @Test func cutsAreMeasuredAgainstTheMusic() throws {
    // Cuts at 2, 4.08 and 6.06 s; beats each second, downbeats at 2 and 6 s.
    let plan = try plan([("XLS", 50), ("CU", 52), ("MS", 49), ("CU", 49)])
    let found = try measures(
      plan, beats: Array(stride(from: 0.0, through: 8, by: 1)), downbeats: [2, 6],
      sections: [
        Event(from: 0, to: 2.05, label: "intro"), Event(from: 2.05, to: 5, label: "verse"),
        Event(from: 5, to: 8, label: "chorus"),
      ])
    #expect(found.cuts == 3 && found.cutsOnBeat == 2 && found.cutsOnDownbeat == 2)
    // Seven whole beats and two halves, of 0.14 s each.
    #expect(abs(found.secondsNearBeats - 8 * 0.14) < 1e-9)
    #expect(found.sectionStarts == 2 && found.sectionStartsCut == 1)
  }

  @Test func typesAreCountedByTimeAndRole() throws {
    let plan = try plan([("XLS", 100), ("MIS", 50), ("XLS", 50)])
    let found = try measures(
      plan,
      sections: [
        Event(from: 0, to: 5, label: "intro"), Event(from: 5, to: 7, label: "solo"),
        Event(from: 7, to: 8, label: "A"),
      ])
    #expect(found.typeSeconds == [0, 0, 0, 0, 0, 6, 0, 2])
    #expect(abs(found.entropy - 0.811278) < 1e-6)
    let solo = 8 * (Role.allCases.firstIndex(of: .solo) ?? 0)
    #expect(Array(found.roleSeconds[solo..<solo + 8]) == [0, 0, 0, 0, 0, 1, 0, 1])
    // A section without a role is in no role's row.
    #expect(found.roleSeconds.reduce(0, +) == 7)
  }

  @Test func patternsAreCounted() throws {
    let types = ["XLS", "CU", "XLS", "CU", "MS", "CU", "LS"]
    let found = try measures(plan(types.map { ($0, 50) }))
    #expect(found.triples == 5 && found.returns == 3)
    #expect(found.longestAlternation == 4)
  }

  @Test func verdictsFollowTheLimits() throws {
    let good = try measures(plan([("XLS", 50), ("CU", 50), ("MS", 50), ("LS", 50)]), beats: [2, 4, 6])
    let rows = CorpusChecks(group: "all", tracks: [good]).rows
    func verdict(_ name: String) -> CorpusCheck.Verdict? { rows.first { $0.name == name }?.verdict }
    #expect(verdict("average shot length / target") == .pass)
    #expect(verdict("cuts on a beat") == .pass)
    #expect(verdict("cuts on a downbeat") == .fail)
    #expect(verdict("section starts cut") == .open)
    #expect(verdict("time share of CU") == .open)
    let many = CorpusChecks(group: "all", tracks: Array(repeating: good, count: 20)).rows
    #expect(many.first { $0.name == "time share of CU" }?.verdict == .pass)
    #expect(many.first { $0.name == "time share of ADS" }?.verdict == .fail)
  }

  @Test func theTableHasAGroupPerTempo() throws {
    struct Songs: Corpus {
      let songs: [(track: TrackInfo, inputs: Artifacts)]
      var tracks: [TrackInfo] { songs.map(\.track) }
      func inputs(of track: TrackInfo) -> Artifacts { songs.first { $0.track == track }?.inputs ?? Artifacts() }
    }
    let songs = try [80.0, 125, 126].map { tempo in
      var track = TestTrack(seconds: 8)
      track.put("shots", try plan([("XLS", 100), ("CU", 100)]))
      track.put("target", Number(4))
      track.put("beats", Events(times: [1, 2, 3, 4]))
      track.put("tempo", Number(tempo))
      return (TrackInfo(name: "\(tempo)", path: "\(tempo).ogg", seconds: 8, hash: ""), track.artifacts)
    }
    let stage = Statistics(Settings(defaultsOf: Statistics.declaration))
    let outputs = try stage.run(Songs(songs: songs), in: CorpusContext(version: "0", pipelineHash: "0"))
    let bytes = try #require(outputs[Statistics.statistics]).bytes()
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines[0] == "group,tracks,check,value,limit,verdict")
    #expect(lines[1] == "all,3,average shot length / target,1.0,0.9 to 1.1,pass")
    #expect(lines.contains("below 90 bpm,1,length violations,0.0,0,pass"))
    #expect(lines.contains("120-150 bpm,2,length violations,0.0,0,pass"))
    #expect(lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 6 })
  }
}
