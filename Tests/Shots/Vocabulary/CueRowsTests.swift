import StageKit
import Testing

@testable import Shots

@Suite struct CueRowsTests {
  /// Four seconds, in which the level falls by 10 dB each.
  private let frames = Frames(format: .musicCues, values: (0..<4).flatMap { [0, 0, 0, -10 * Float($0), 1] })

  @Test func aSpanTakesTheSecondsThatItTouches() throws {
    let cues = try CueRows(frames)
    #expect(cues.mean(of: .level, from: 0, to: 4) == -15)
    #expect(cues.mean(of: .level, from: 1.5, to: 2.5) == -15)
    #expect(cues.mean(of: .level, from: 2, to: 3) == -20)
    #expect(cues.mean(of: .level, from: 9, to: 9) == -30)
    #expect(cues.mean(of: .density, from: -1, to: 0.5) == 1)
  }

  @Test func nothingHasNoMean() throws {
    #expect(try CueRows(Frames(format: .musicCues, values: [])).mean(of: .level, from: 0, to: 1) == nil)
  }

  @Test func otherColumnsAreRefused() {
    var format = FrameFormat.musicCues
    format.columns[3] = "loud"
    #expect(throws: Failure.self) { try CueRows(Frames(format: format, values: [0, 0, 0, 0, 0])) }
    #expect(throws: Failure.self) { try CueRows(Frames(format: .shotTypes(["A"]), values: [1])) }
  }
}
