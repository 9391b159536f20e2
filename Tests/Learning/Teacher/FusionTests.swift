import StageKit
import Testing

@testable import Learning

@Suite struct FusionTests {
  /// What the reference file holds of each case.
  private struct Case: Decodable {
    struct Song: Decodable {
      let y: [Int]
      let u: [Int]
      let v: [Int]
      let w: [Int]
    }

    // The file's own spelling.
    // swift-format-ignore: AlwaysUseLowerCamelCase
    struct Expected: Decodable {
      let prior: [Double]
      let initial: [Double]
      let bigram: [[Double]]
      let log_ratio_uv: [[[Double]]]
      let log_ratio_vw: [[[Double]]]
      let log_emission: [[Double]]
      let log_marginal: [[Double]]
      let viterbi: [Int]
    }

    // swift-format-ignore: AlwaysUseLowerCamelCase
    let T: Int
    // swift-format-ignore: AlwaysUseLowerCamelCase
    let K: Int
    let languageWeight: Double
    let acousticScale: Double
    let training: [Song]
    let posterior1s: [[Double]]
    let posterior2s: [[Double]]
    let posterior4s: [[Double]]
    let u: [Int]
    let v: [Int]
    let w: [Int]
    let expect: Expected

    var songs: [CodedSong] {
      get throws {
        try training.map { song in
          try CodedSong(labels: song.y, codes: Array(zip(FusionTests.musicViews, [song.u, song.v, song.w])))
        }
      }
    }

    var views: [ViewEvidence] {
      zip(FusionTests.musicViews, zip([posterior1s, posterior2s, posterior4s], [u, v, w])).map { view, given in
        ViewEvidence(
          view: view, posteriors: TypeRows(types: 8, values: given.0.flatMap(\.self)), codes: given.1)
      }
    }

    var fusion: Fusion {
      get throws {
        Fusion(
          songs: try songs, codewords: [K, K, K], types: 8, smoothing: 1, acousticScale: acousticScale,
          languageWeight: languageWeight)
      }
    }
  }

  private struct File: Decodable {
    let cases: [Case]
  }

  /// The paper's, fine to coarse.
  private static let musicViews = [1, 2, 4].map { MusicView(seconds: $0) }

  private let cases: [Case]

  init() throws {
    cases = try Golden.read(File.self, from: "teacher_fusion").cases
  }

  @Test func countsAgreeWithTheReference() throws {
    #expect(cases.count == 5)
    for reference in cases {
      let fusion = try reference.fusion
      #expect(isClose(fusion.language.prior, reference.expect.prior))
      #expect(isClose(fusion.language.initial, reference.expect.initial))
      #expect(isClose(fusion.language.bigram, reference.expect.bigram.flatMap(\.self)))
      try #require(fusion.links.count == 2)
      #expect(isClose(fusion.links[0].logRatios, reference.expect.log_ratio_uv.flatMap { $0.flatMap(\.self) }))
      #expect(isClose(fusion.links[1].logRatios, reference.expect.log_ratio_vw.flatMap { $0.flatMap(\.self) }))
    }
  }

  @Test func marginalsAndPathAgreeWithTheReference() throws {
    for reference in cases {
      let fusion = try reference.fusion
      let emissions = try fusion.logEmissions(of: reference.views, seconds: reference.T)
      #expect(isClose(emissions.values, reference.expect.log_emission.flatMap(\.self)))
      let marginals = try fusion.logMarginals(of: reference.views, seconds: reference.T)
      #expect(isClose(marginals.values, reference.expect.log_marginal.flatMap(\.self)))
      #expect(try fusion.bestPath(of: reference.views, seconds: reference.T) == reference.expect.viterbi)
    }
  }

  @Test func aPosteriorOfZeroStaysFinite() throws {
    let reference = try #require(cases.first)
    var views = reference.views
    var posteriors = views[0].posteriors
    for type in 0..<8 { posteriors.values[type] = type == 3 ? 1 : 0 }
    views[0] = ViewEvidence(view: views[0].view, posteriors: posteriors, codes: views[0].codes)
    let marginals = try reference.fusion.logMarginals(of: views, seconds: reference.T)
    #expect(marginals.values.allSatisfy { $0.isFinite })
    #expect(marginals.best[0] == 3)
  }

  /// Networks that are not sure leave an unseen type more than its share: divided by its tiny prior, it would win.
  @Test func aTypeThatNoSongHasIsNeverSaid() throws {
    let songs = [[Int?](repeating: 0, count: 60) + [Int?](repeating: 1, count: 60)]
    let view = ViewEvidence(
      view: MusicView(seconds: 1), posteriors: TypeRows(repeating: [0.5, 0.4, 0.1], count: 8))
    let coded = try songs.map { try CodedSong(labels: $0, codes: []) }
    let fusion = Fusion(songs: coded, codewords: [0], types: 3)
    #expect(try fusion.bestPath(of: [view], seconds: 8).contains(2))
    let limited = fusion.withoutUnseenTypes(in: songs)
    #expect(try limited.bestPath(of: [view], seconds: 8) == [Int](repeating: 0, count: 8))
    let marginals = try limited.logMarginals(of: [view], seconds: 8)
    #expect(marginals.values.allSatisfy { $0.isFinite })
    #expect((0..<8).allSatisfy { marginals.values[$0 * 3 + 2] < -40 })
    #expect(limited.language.prior == [0.5, 0.5, 0])
    // Where all types are seen, nothing changes.
    let all = songs + [[2, nil, 2]]
    #expect(fusion.withoutUnseenTypes(in: all).language == fusion.language)
  }

  @Test func viewsThatDoNotFitAreRefused() throws {
    let reference = try #require(cases.first)
    let fusion = try reference.fusion
    #expect(
      throws: Failure(
        "the 1 s view has 6 frames, but 7 s need 7", remedy: "make all views of one song from the same sound")
    ) { try fusion.logMarginals(of: reference.views, seconds: 7) }
    #expect(throws: Failure("there are 2 views, but the teacher was made from 3")) {
      try fusion.bestPath(of: Array(reference.views.dropLast()), seconds: reference.T)
    }
    var views = reference.views
    views[2] = ViewEvidence(view: views[2].view, posteriors: views[2].posteriors, codes: [0, 3])
    #expect(throws: Failure.self) { try fusion.bestPath(of: views, seconds: reference.T) }
    views[2] = ViewEvidence(
      view: views[2].view, posteriors: TypeRows(types: 4, values: [Double](repeating: 0.25, count: 8)), codes: [0, 0])
    #expect(throws: Failure.self) { try fusion.bestPath(of: views, seconds: reference.T) }
    #expect(throws: Failure.self) {
      try CodedSong(labels: [0, 1, 2], codes: [(MusicView(seconds: 2), [0])])
    }
  }

  @Test func noSecondsGiveNothing() throws {
    let fusion = try cases[0].fusion
    let views = Self.musicViews.map { ViewEvidence(view: $0, posteriors: TypeRows(types: 8)) }
    #expect(try fusion.logMarginals(of: views, seconds: 0).count == 0)
    #expect(try fusion.bestPath(of: views, seconds: 0).isEmpty)
  }
}
