import Shots
import StageKit
import Testing

@Suite struct FileTimecodeTests {
  @Test(arguments: [
    (FrameRate.fps25, "10:00:00:12", FrameRate.fps25, "10:00:00:12"), (.fps25, "10:00:00:12", .fps50, "10:00:00:24"),
    (.fps50, "10:00:00:25", .fps25, "10:00:00:13"), (.ntscDrop, "00:59:59;29", .ntscDrop, "00:59:59;29"),
    (.film, "01:00:00:00", .ntsc, "01:00:00:00"), (.ntsc, "01:00:00:00", .ntscDrop, "01:00:03;18"),
  ])
  func oneMomentAtTwoRates(own: FrameRate, written: String, rate: FrameRate, text: String) throws {
    let file = FileTimecode.written(written, frames: own.numerator, seconds: own.denominator)
    #expect(try Timecode(file, rate: rate).description == text)
  }

  @Test func samplesAreTimeSinceMidnight() throws {
    #expect(try Timecode(.samples(44_100 * 3661, rate: 44_100), rate: .fps25).description == "01:01:01:00")
    #expect(try Timecode(.samples(0, rate: 48_000), rate: .film).description == "00:00:00:00")
  }

  @Test(arguments: [("10:00", 25), ("10:00:00:25", 25), ("10:00:00:00", 15)]) func nonsenseFails(
    digits: String, rate: Int
  ) {
    #expect(throws: Failure.self) { try Timecode(.written(digits, frames: rate, seconds: 1), rate: .fps25) }
  }
}
