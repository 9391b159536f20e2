import Glibc
import Shots
import StageKit
import TestSupport
import Testing

@testable import Directing
@testable import Learning

@Suite struct DirectorTests {
  private func track(_ seconds: Double = 12, label: String = "verse") -> TestTrack {
    var track = TestTrack.music(seconds: seconds, mel: { time, band in (time + 1) * (band % 3 == 0 ? 2 : 1) })
    track.put("sections", Events([Event(from: 0, to: seconds, label: label, group: "A")]))
    return track
  }

  private func rows(_ track: TestTrack, _ change: (inout Settings) -> Void = { _ in }) throws -> [[Float]] {
    let types = try #require(try track.run(Director.self, change)[Director.types])
    #expect(types.format.columns == ShotType.names && types.format.rate == 1)
    let values = try types.values()
    return stride(from: 0, to: values.count, by: 8).map { Array(values[$0..<$0 + 8]) }
  }

  @Test(arguments: [0.1, 12, 12.5]) func eachStartedSecondHasADistribution(seconds: Double) throws {
    let rows = try rows(track(seconds))
    #expect(rows.count == Int(seconds.rounded(.up)))
    #expect(rows.allSatisfy { abs($0.reduce(0, +) - 1) < 1e-5 && $0.allSatisfy { $0 > 0 } })
  }

  @Test func withoutChanceAndChangeTheTableRules() throws {
    // Equal seconds have middle ranks, which add nothing but the close-up's rise over the track.
    var track = TestTrack.music(seconds: 4)
    track.put("sections", Events([Event(from: 0, to: 4, label: "solo", group: "A")]))
    let row = try rows(track) { $0[Director.variety] = 0 }[2]
    // The table's solo row: 15, 12, 13, 8, 7, 5, 3, 37 percent.
    for (type, share) in [15, 12, 13, 8, 7, 5, 3, 37].enumerated() {
      #expect(abs(row[type] - Float(share) / 100) < 1e-5)
    }
  }

  @Test func loudSecondsAreWiderAndSungOnesCloser() {
    let soft = MusicCues.stub(energy: [0, 1], vocal: [0, 1], attack: [0, 1])
    let (low, high) = (Moment(0, of: Seconds(of: 2), soft), Moment(1, of: Seconds(of: 2), soft))
    #expect(abs(high.bias(towards: .extremeLong) - low.bias(towards: .extremeLong) - 0.8) < 1e-9)
    #expect(abs(high.bias(towards: .mediumCloseUp) - low.bias(towards: .mediumCloseUp) - 0.8) < 1e-9)
    #expect(abs(high.bias(towards: .instrument) - low.bias(towards: .instrument) - (-1.6 + 0.6)) < 1e-9)
    #expect(high.bias(towards: .medium) == 0)
  }

  @Test func sectionsOfAGroupShareTheirLook() throws {
    func lookOf(_ groups: [String]) throws -> [[Float]] {
      var track = TestTrack.music(seconds: 20)
      track.put(
        "sections",
        Events(
          groups.enumerated().map { index, group in
            Event(from: 10 * Double(index), to: 10 * Double(index + 1), label: "chorus", group: group)
          }))
      let rows = try rows(track) { $0[Director.variety] = 1 }
      // Without the close-up, which becomes likelier over the track.
      return [rows[4], rows[14]].map { row in row[1...].map { $0 / row[1...].reduce(0, +) } }
    }
    let same = try lookOf(["A", "A"])
    #expect(zip(same[0], same[1]).allSatisfy { abs($0 - $1) < 1e-6 })
    let other = try lookOf(["A", "B"])
    #expect(zip(other[0], other[1]).contains { abs($0 - $1) > 0.02 })
  }

  @Test func theSeedMovesTheLook() throws {
    let first = try rows(track()) { $0[Director.seed] = 1 }
    #expect(try rows(track()) { $0[Director.seed] = 1 } == first)
    #expect(try rows(track()) { $0[Director.seed] = 2 } != first)
  }
}

extension MusicCues {
  fileprivate static func stub(energy: [Double], vocal: [Double], attack: [Double]) -> MusicCues {
    MusicCues(
      loudness: energy, energy: energy, vocal: vocal, attack: attack, onset: attack, level: energy, density: attack,
      silences: [])
  }
}
