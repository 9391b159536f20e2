import Foundation
import StageKit
import Testing
import Shots

@Suite struct TimecodeTests {
  @Test(arguments: [
    (FrameRate.ntscDrop, 1799, "00:00:59;29"), (.ntscDrop, 1800, "00:01:00;02"), (.ntscDrop, 3597, "00:01:59;29"),
    (.ntscDrop, 3598, "00:02:00;02"), (.ntscDrop, 17981, "00:09:59;29"), (.ntscDrop, 17982, "00:10:00;00"),
    (.ntscDrop, 19781, "00:10:59;29"), (.ntscDrop, 19782, "00:11:00;02"), (.ntscDrop, 107_892, "01:00:00;00"),
    (.ntscDrop, 2_589_407, "23:59:59;29"), (.ntscDrop, 2_589_408, "00:00:00;00"),
    (.ntscDoubleDrop, 3599, "00:00:59;59"), (.ntscDoubleDrop, 3600, "00:01:00;04"),
    (.ntscDoubleDrop, 35963, "00:09:59;59"), (.ntscDoubleDrop, 35964, "00:10:00;00"),
    (.ntsc, 1800, "00:01:00:00"), (.film, 86400, "01:00:00:00"), (.fps25, 90_000, "01:00:00:00"),
    (.fps50, 49, "00:00:00:49"), (.fps60, 5_184_000, "00:00:00:00"), (.fps24, -1, "23:59:59:23"),
  ])
  func countsAsTheStandardDoes(rate: FrameRate, frame: Int, text: String) {
    #expect(Timecode(frame: frame, rate: rate).description == text)
  }

  @Test(arguments: FrameRate.allCases)
  func minutesOfTheDayReadBack(rate: FrameRate) throws {
    let day = Timecode.framesPerDay(at: rate)
    var strays: [Timecode] = []
    // Seven shares no factor with the ten minutes that drop-frame repeats after.
    for minute in stride(from: 0, to: 1440, by: 7) {
      let border = Int((Double(minute) * Double(day) / 1440).rounded())
      for frame in [border - 3, border - 1, border, border + 2, border + 5] {
        let timecode = Timecode(frame: frame, rate: rate)
        if try Timecode(timecode.description, rate: rate) != timecode { strays.append(timecode) }
      }
    }
    #expect(strays.isEmpty)
  }

  /// In steps of 23, or each of them where the environment names `EVERY_FRAME_NUMBER`.
  @Test(arguments: [FrameRate.ntscDrop, .ntscDoubleDrop])
  func frameNumbersOfTheDayReadBack(rate: FrameRate) throws {
    let step = ProcessInfo.processInfo.environment["EVERY_FRAME_NUMBER"] == nil ? 23 : 1
    var strays: [Int] = []
    var last = ""
    for frame in stride(from: 0, to: Timecode.framesPerDay(at: rate), by: step) {
      let text = Timecode(frame: frame, rate: rate).description
      // Later frames have later texts, so that no two are the same.
      if try text <= last || Timecode(text, rate: rate).frame != frame { strays.append(frame) }
      last = text
    }
    #expect(strays.isEmpty)
  }

  /// Counts through a whole day by carrying, as a clock does, and drops numbers where the standard says so.
  @Test func aDayOfDropFrameMatchesAClock() {
    var (minute, second, number) = (0, 0, 0)
    var agreeing = 0
    for frame in 0..<Timecode.framesPerDay(at: .ntscDrop) {
      if second == 0 || second == 59, number < 4 || number > 27 {
        let text = Timecode(frame: frame, rate: .ntscDrop).description
        let fields = text.split { $0 == ":" || $0 == ";" }.compactMap { Int($0) }
        if fields == [minute / 60, minute % 60, second, number] { agreeing += 1 }
      }
      number += 1
      if number == 30 { (second, number) = (second + 1, 0) }
      if second == 60 { (minute, second) = (minute + 1, 0) }
      if second == 0, number == 0, minute % 10 != 0 { number = 2 }
    }
    #expect(minute == 1440)
    #expect(agreeing == 1440 * 12 - 1296 * 2)
  }

  @Test func startsAtTheFirstHour() {
    #expect(Timecode.firstHour(at: .ntscDrop).frame == 107_892)
    #expect(Timecode.firstHour(at: .film).description == "01:00:00:00")
  }

  @Test(arguments: [
    (FrameRate.fps25, "1:00:00:00", "no timecode"), (.fps25, "01:00:00", "no timecode"),
    (.fps25, "٠١:00:00:00", "no timecode"), (.fps25, "", "no timecode"), (.fps25, "01:00:00;00", "does not fit"),
    (.ntscDrop, "01:00:00:00", "does not fit"), (.fps25, "24:00:00:00", "out of range"),
    (.fps25, "00:60:00:00", "out of range"), (.fps25, "00:00:60:00", "out of range"),
    (.fps25, "00:00:00:25", "out of range"), (.ntscDrop, "00:01:00;01", "does not exist"),
    (.ntscDoubleDrop, "00:59:00;03", "does not exist"),
  ])
  func whatIsNoTimecodeIsRefused(rate: FrameRate, text: String, reason: String) {
    let failure = #expect(throws: Failure.self) { try Timecode(text, rate: rate) }
    #expect(failure?.reason.contains(reason) == true)
  }
}
