import StageKit
import Testing

@testable import Learning

@Suite struct ControlsTests {
  private let language = ShotLanguage(songs: [[0, 0, 0, 1, 2, 2], [2, 2, 2, 2, 0]], types: 3, smoothing: 0.1)

  @Test func theMajorityIsTheMostFrequentType() {
    let rows = language.majority(seconds: 4)
    #expect(rows.best == [2, 2, 2, 2])
    #expect(Array(rows[3]) == language.prior)
  }

  @Test func theDrawFollowsTheBigram() {
    let draw = BigramDraw(language, seed: 1)
    let songs = (0..<400).map { draw.labels(of: "song \($0)", seconds: 60) }
    let drawn = ShotLanguage(songs: songs, types: 3, smoothing: 0)
    for (share, expected) in zip(drawn.bigram, language.bigram) { #expect(abs(share - expected) < 0.03) }
    for (share, expected) in zip(drawn.initial, language.initial) { #expect(abs(share - expected) < 0.08) }
  }

  @Test func eachSongAndSeedHasItsOwnDraw() {
    let draw = BigramDraw(language, seed: 1)
    let labels = draw.labels(of: "a", seconds: 40)
    #expect(labels == draw.labels(of: "a", seconds: 40))
    #expect(Array(labels.prefix(10)) == draw.labels(of: "a", seconds: 10))
    #expect(labels != draw.labels(of: "b", seconds: 40))
    #expect(labels != BigramDraw(language, seed: 2).labels(of: "a", seconds: 40))
    #expect(draw.labels(of: "a", seconds: 0).isEmpty)
  }

  @Test func aSingleViewIsReadWithTheBigram() throws {
    // The language stays where it is; a weak flicker of one second is read as noise.
    let steady = ShotLanguage(songs: [[Int](repeating: 0, count: 50) + [Int](repeating: 1, count: 50)], types: 2)
    let posteriors = TypeRows(types: 2, values: [0.9, 0.1, 0.9, 0.1, 0.4, 0.6, 0.9, 0.1])
    let view = ViewEvidence(view: MusicView(seconds: 1), posteriors: posteriors)
    #expect(posteriors.best == [0, 0, 1, 0])
    let paths = try [1.0, 0].map { weight in
      try Fusion(language: steady, links: [], languageWeight: weight).bestPath(of: [view], seconds: 4)
    }
    #expect(paths == [[0, 0, 0, 0], [0, 0, 1, 0]])
  }
}
