import Testing

@testable import Learning

/// The paper's metrics against reference values. Types there count from 1; columns count from 0.
@Suite struct MetricsGoldenTests {
  // swift-format-ignore: AlwaysUseLowerCamelCase
  private struct Shots: Decodable {
    let name: String
    let reference: [Int]
    let output: [Int]
    let alignment: [[Int?]]
    let N: Int
    let D: Int
    let S: Int
    let I: Int
    let M: Int
    let H: Int
    let pairs: Int
    let distance: Int
    let ASC: Double?
    let TSC: Double?
    let DST: Double?
  }

  // swift-format-ignore: AlwaysUseLowerCamelCase
  private struct Frames: Decodable {
    let name: String
    let reference: [Int]
    let output: [Int]
    let shotsReference: [[Int]]
    let shotsOutput: [[Int]]
    let DSreference: Double
    let DSoutput: Double
    let accuracy: Double
    let cutsReference: Int
    let cutsOutput: Int
    let cutHits1s: Int
    let cutHits0s: Int
    let cutF1_1s: Double?
  }

  private struct File: Decodable {
    let shots: [Shots]
    let frames: [Frames]
  }

  private let file: File

  init() throws {
    file = try Golden.read(File.self, from: "metrics")
  }

  @Test func sequencesAgreeWithTheReference() throws {
    #expect(file.shots.count == 16)
    var pooled = SequenceScore()
    for shots in file.shots {
      let (reference, output) = (shots.reference.map { $0 - 1 }, shots.output.map { $0 - 1 })
      let score = SequenceScore(reference: reference, output: output, vocabulary: .concert)
      let counts = [
        score.shots, score.deletions, score.substitutions, score.insertions, score.changes, score.agreeingChanges,
        score.pairs, score.distance,
      ]
      let expected = [shots.N, shots.D, shots.S, shots.I, shots.M, shots.H, shots.pairs, shots.distance]
      #expect(counts == expected, "\(shots.name)")
      #expect(isClose(score.accuracy, shots.ASC), "\(shots.name)")
      #expect(isClose(score.changeAgreement, shots.TSC), "\(shots.name)")
      #expect(isClose(score.meanDistance, shots.DST), "\(shots.name)")
      let alignment = Alignment(reference: reference.map { $0 < 6 }, output: output.map { $0 < 6 })
      let columns = shots.alignment.map { Alignment.Column(reference: $0[0], output: $0[1]) }
      #expect(alignment.columns == columns, "\(shots.name)")
      pooled += score
    }
    let (n, errors) = file.shots.reduce((0, 0)) { ($0.0 + $1.N, $0.1 + $1.D + $1.S + $1.I) }
    #expect(isClose(pooled.accuracy, 100 * Double(n - errors) / Double(n)))
    let (m, h) = file.shots.reduce((0, 0)) { ($0.0 + $1.M, $0.1 + $1.H) }
    #expect(isClose(pooled.changeAgreement, 100 * Double(h) / Double(m)))
    let (pairs, distance) = file.shots.reduce((0, 0)) { ($0.0 + $1.pairs, $0.1 + $1.distance) }
    #expect(isClose(pooled.meanDistance, Double(distance) / Double(pairs)))
  }

  @Test func framesAgreeWithTheReference() throws {
    #expect(file.frames.count == 5)
    for frames in file.frames {
      let (reference, output) = (frames.reference.map { $0 - 1 }, frames.output.map { $0 - 1 })
      let score = try Score(reference: reference, output: output, vocabulary: .concert)
      #expect(ShotRun.runs(of: reference).map { [$0.type + 1, $0.frames] } == frames.shotsReference, "\(frames.name)")
      #expect(ShotRun.runs(of: output).map { [$0.type + 1, $0.frames] } == frames.shotsOutput, "\(frames.name)")
      #expect(isClose(score.referenceLengths.mean, frames.DSreference), "\(frames.name)")
      #expect(isClose(score.lengths.mean, frames.DSoutput), "\(frames.name)")
      #expect(isClose(score.frames.accuracy, frames.accuracy), "\(frames.name)")
      #expect(score.nearCuts.reference == frames.cutsReference, "\(frames.name)")
      #expect(score.nearCuts.output == frames.cutsOutput, "\(frames.name)")
      #expect(score.nearCuts.hits == frames.cutHits1s, "\(frames.name)")
      #expect(score.closeCuts.hits == frames.cutHits0s, "\(frames.name)")
      #expect(isClose(score.nearCuts.f1, frames.cutF1_1s), "\(frames.name)")
    }
  }
}
