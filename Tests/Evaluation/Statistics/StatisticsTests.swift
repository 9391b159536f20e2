import Glibc
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
    _ plan: ShotPlan, beats: [Double] = [], downbeats: [Double] = [], sections: [Event] = [], silences: [Event]? = nil,
    levels: [Double]? = nil
  ) throws -> TrackMeasures {
    let music = TrackMeasures.Music(
      beats: beats, downbeats: downbeats, sections: try SectionMap(Events(sections)), tempo: 120, silences: silences,
      cues: try levels.map { levels in
        try CueRows(Frames(format: .musicCues, values: levels.flatMap { [0, 0, 0, Float($0), 0] }))
      })
    return TrackMeasures(plan, music, target: 2, lengths: 1.21...12, tolerance: 0.07)
  }

  private func rows(
    _ tracks: [TrackMeasures], shares: [String: ClosedRange<Double>] = [:], repeats: Bool = false
  ) -> [CorpusCheck] {
    CorpusChecks(group: "all", tracks: tracks, shares: TypeShares(shares), repeats: repeats).rows
  }

  @Test func lengthsAndNeighboursAreCounted() throws {
    let found = try measures(plan([("XLS", 30), ("CU", 301), ("CU", 298), ("MS", 31)]))
    #expect(found.violations == 2 && found.equalNeighbours == 1)
    #expect(found.shots == 4 && abs(found.wantedShots - 13.2) < 1e-9)
    func verdict(repeats: Bool) -> CorpusCheck.Verdict? {
      rows([found], repeats: repeats).first { $0.name == "equal neighbours" }?.verdict
    }
    #expect(verdict(repeats: false) == .fail && verdict(repeats: true) == .open)
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
    #expect(try measures(plan).cutsInBars == 0 && found.cutsInBars == 3)
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
    #expect(found.types.total == ["XLS": 6, "MIS": 2])
    #expect(abs(found.types.entropy - 0.811278) < 1e-6)
    // The section without a role is in no role's row.
    #expect(found.types.byRole[.solo] == ["XLS": 1, "MIS": 1])
    #expect(found.types.seconds(of: ["MIS", "CU"], in: .solo) == 1 && found.types.seconds(in: .solo) == 2)
  }

  @Test func divergenceIsFromTheMeanOfAll() throws {
    let found = try measures(plan([("XLS", 150), ("CU", 50)]))
    #expect(found.types.divergence(from: ["XLS": 0.75, "CU": 0.25]) == 0)
    // 3/4 log2 (3/4 : 1/2) + 1/4 log2 (1/4 : 1/2).
    #expect(abs(found.types.divergence(from: ["XLS": 0.5, "CU": 0.5]) - 0.188722) < 1e-6)
  }

  @Test func longShotsMayHoldWhereNothingSounds() throws {
    // 14 s, of which 5 s have no beat, and 2.5 s are silent, some of them in both.
    let plan = try plan([("XLS", 350), ("CU", 50)])
    let pulse = Array(stride(from: 0.0, through: 16, by: 0.5))
    #expect(try measures(plan, beats: pulse).violations == 1)
    let resting = pulse.filter { !(4.1..<9).contains($0) }
    #expect(try measures(plan, beats: resting).violations == 0)
    // Where silences are known, it is sound that counts, as in the cuts.
    #expect(try measures(plan, beats: resting, silences: []).violations == 1)
    let silence = Event(from: 8, to: 10.5, label: "silence")
    #expect(try measures(plan, beats: pulse, silences: [silence]).violations == 0)
    #expect(try measures(plan, silences: [Event(from: 12.5, to: 16, label: "tail")]).violations == 1)
    #expect(QuietSpans(beats: [4, 9], silences: [silence], duration: 12).spans == [8...10.5])
    #expect(QuietSpans(beats: [4, 9], silences: nil, duration: 12).spans == [4...9])
    #expect(QuietSpans(beats: [], silences: nil, duration: 60).spans == [])
  }

  @Test func silencesAreHeld() throws {
    let plan = try plan([("XLS", 50), ("CU", 50), ("MS", 100)])
    let found = try measures(
      plan,
      silences: [
        Event(from: 1, to: 2.05, label: "silence"), Event(from: 3, to: 5, label: "silence"),
        Event(from: 6, to: 8, label: "tail"),
      ])
    #expect(found.silences == 3 && found.silencesHeld == 2)
  }

  @Test func sectionsOpenOnTheShotThatStartsThere() throws {
    // Cuts at 2, 4 and 6 s; the last section is cut late.
    let plan = try plan([("XLS", 50), ("ADS", 50), ("CU", 50), ("MIS", 50)])
    let found = try measures(
      plan,
      sections: [
        Event(from: 0, to: 1.95, label: "intro"), Event(from: 1.95, to: 4, label: "chorus"),
        Event(from: 4, to: 5.8, label: "verse"), Event(from: 5.8, to: 8, label: "chorus"),
      ])
    #expect(found.openings.count(of: .chorus) == 2 && found.openings.count(of: .chorus, on: ["ADS", "MIS"]) == 1)
    #expect(found.openings.count(of: .verse, on: ["MIS"]) == 0 && found.openings.count(of: .verse) == 1)
    let verdicts = rows([found]).filter { $0.name.contains("open on") }.map(\.verdict)
    #expect(verdicts == [.fail, .pass])
  }

  @Test func doubtIsCountedWhereItIsKnown() throws {
    let shots = [(0.5, 0.2), (0.2, 0.3), (0.3, 0.3), (0.4, nil)].enumerated().map { index, sure in
      Shot(
        inFrame: 50 * index, outFrame: 50 * index + 50, type: ["CU", "LS"][index % 2], probability: sure.0,
        runnerUp: "MS", runnerUpProbability: sure.1)
    }
    let found = try measures(ShotPlan(shots, rate: .fps25))
    #expect(found.weighedShots == 3 && found.doubtfulShots == 1)
  }

  /// A song of a minute in two sections: at 0 dB with shots of 2 s, then 20 dB softer with shots of some length.
  private func song(softShot length: Int, types: [String] = ["XLS", "CU"]) throws -> TrackMeasures {
    let lengths = [Int](repeating: 50, count: 15) + [Int](repeating: length, count: 750 / length)
    return try measures(
      try plan(lengths.enumerated().map { (types[$0 % types.count], $1) }),
      sections: [Event(from: 0, to: 30, label: "chorus"), Event(from: 30, to: 60, label: "verse")],
      levels: (0..<60).map { $0 < 30 ? 0 : -20 })
  }

  @Test func softPassagesAreSlower() throws {
    let slow = try #require(try song(softShot: 125).pace)
    // Sections of 2 and 5 s, 20 dB apart, each against the mean of both.
    #expect(abs(slow.sections[0].level - 10) < 1e-9 && abs(slow.sections[1].level + 10) < 1e-9)
    #expect(abs(slow.sections[1].length - slow.sections[0].length - log(2.5)) < 1e-9)
    #expect(try abs(#require(slow.quietToLoud) - log(2.5)) < 1e-9)
    let even = try #require(try song(softShot: 50).pace)
    #expect(try abs(#require(even.quietToLoud)) < 1e-9)
    // Where all is about as loud, there is nothing to follow.
    let flat = try measures(
      try plan([("XLS", 1500)]), sections: [Event(from: 0, to: 60, label: "chorus")],
      levels: (0..<60).map { $0 < 30 ? 0 : -5 })
    #expect(flat.pace?.quietToLoud == nil && flat.pace?.sections.isEmpty == true)

    let name = "shot length in the quiet third / loud third"
    let many = rows(Array(repeating: try song(softShot: 125), count: 20))
    #expect(many.first { $0.name == name }?.verdict == .pass)
    let r = try #require(many.first { $0.name.hasPrefix("r of level") })
    #expect(try r.verdict == .pass && abs(#require(r.value) + 1) < 1e-9)
    #expect(rows(Array(repeating: try song(softShot: 75), count: 20)).first { $0.name == name }?.verdict == .fail)
  }

  @Test func songsHaveALookOfTheirOwn() throws {
    func verdicts(_ songs: [TrackMeasures]) -> [CorpusCheck.Verdict] {
      rows(songs).filter { $0.name.contains("entropy") || $0.name.contains("divergence") }.map(\.verdict)
    }
    let (first, second) = (try song(softShot: 50), try song(softShot: 50, types: ["MS", "LS"]))
    #expect(verdicts(Array(repeating: first, count: 20)) == [.pass, .fail, .fail])
    #expect(
      verdicts(Array(repeating: first, count: 10) + Array(repeating: second, count: 10)) == [.pass, .pass, .pass])
    #expect(verdicts([first, second]) == [.open, .pass, .open])
  }

  @Test func sharesAreThoseOfEachSong() throws {
    let name = "songs with shares in the limits"
    let songs = [try song(softShot: 50), try song(softShot: 50, types: ["XLS", "ADS", "CU"])]
    func row(_ shares: [String: ClosedRange<Double>]) -> CorpusCheck? {
      rows(songs, shares: shares).first { $0.name.hasPrefix(name) }
    }
    let audience = row(["ADS": 0...0.12])
    #expect(audience?.value == 0.5 && audience?.verdict == .fail)
    #expect(row(["ADS": 0...0.34])?.verdict == .pass)
    #expect(row(["CU": 0.34...1])?.verdict == .fail)
    #expect(row([:])?.verdict == .open)
  }

  @Test func anyTypeHasARowOfSixFields() throws {
    let row = try #require(rows([measures(plan([("WIDE, \"x\"", 50)]))]).first { $0.name.hasPrefix("time share") })
    #expect(row.line == "all,1,\"time share of WIDE, \"\"x\"\"\",1.0,0.01 to 0.4,open\n")
  }

  @Test func otherVocabulariesHaveNoConcertChecks() throws {
    let found = try rows([measures(plan([("WIDE", 50), ("CLOSE", 50)]))]).map(\.name)
    #expect(found.filter { $0.hasPrefix("time share") } == ["time share of WIDE", "time share of CLOSE"])
    #expect(!found.contains { $0.contains("MIS") || $0.contains("CU") || $0.contains("wide share") })
  }

  @Test func verdictsFollowTheLimits() throws {
    let good = try measures(plan([("XLS", 50), ("CU", 50), ("MS", 50), ("LS", 50)]), beats: [2, 4, 6])
    let few = rows([good])
    func verdict(_ name: String) -> CorpusCheck.Verdict? { few.first { $0.name == name }?.verdict }
    #expect(verdict("average shot length / target") == .pass)
    #expect(verdict("cuts on a beat") == .pass)
    #expect(verdict("cuts on a downbeat") == .open)
    #expect(verdict("section starts cut") == .open)
    #expect(verdict("time share of CU") == .open)
    #expect(verdict("r of level and shot length over sections") == .open)
    #expect(verdict("silences in one shot") == .open)
    let many = rows(Array(repeating: good, count: 20))
    #expect(many.first { $0.name == "time share of CU" }?.verdict == .pass)
    let onlyWide = try measures(plan([("XLS", 50)]))
    let wide = rows(Array(repeating: onlyWide, count: 20))
    #expect(wide.first { $0.name == "time share of XLS" }?.verdict == .fail)
  }

  @Test func theTableHasAGroupPerTempo() throws {
    struct Songs: Corpus {
      let songs: [(track: TrackInfo, inputs: Artifacts)]
      var tracks: [TrackInfo] { songs.map(\.track) }
      func inputs(of track: TrackInfo) -> Artifacts { songs.first { $0.track == track }?.inputs ?? Artifacts() }
    }
    let songs = try [80.0, 125, 126, 127].map { tempo in
      var track = TestTrack(seconds: 8)
      track.put("shots", try plan([("XLS", 100), ("CU", 100)]))
      track.put("target", Number(4))
      track.put("beats", Events(times: [1, 2, 3, 4]))
      track.put("tempo", Number(tempo))
      track.put("downbeats", Events(times: [4]))
      if tempo < 127 { track.put("certainty", Number(tempo < 126 ? BarCount.sure : BarCount.sure - 0.1)) }
      return (TrackInfo(name: "\(tempo)", path: "\(tempo).ogg", seconds: 8, hash: ""), track.artifacts)
    }
    let stage = Statistics(Settings(defaultsOf: Statistics.declaration))
    let outputs = try stage.run(Songs(songs: songs), in: CorpusContext(version: "0", pipelineHash: "0"))
    let bytes = try #require(outputs[Statistics.statistics]).bytes()
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines[0] == "group,tracks,check,value,limit,verdict")
    #expect(lines[1] == "all,4,average shot length / target,1.0,0.9 to 1.1,pass")
    // The only cut, at 4 s, in the two songs whose bars are sure.
    #expect(lines.contains("all,4,cuts on a downbeat,1.0,0.4 to 0.75 (sample),open"))
    #expect(lines.contains("below 90 bpm,1,length violations,0.0,0,pass"))
    #expect(lines.contains("120-150 bpm,3,length violations,0.0,0,pass"))
    #expect(lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 6 })
  }
}
