import StageKit
import Testing
import Shots

@testable import Animatic

@Suite struct SubtitleCardsTests {
  /// A frame is on screen from its time, cut to milliseconds, as ffmpeg gives it to its subtitle filter.
  private static func cards(on frame: Int, of lines: [Substring], rate: FrameRate) -> Int {
    let milliseconds = 1000 * frame * rate.denominator / rate.numerator
    return lines.filter { line in
      let times = line.split(separator: ",")[1...2].map { text -> Int in
        let fields = text.split(whereSeparator: { ":.".contains($0) }).compactMap { Int($0) }
        return 10 * (100 * (3600 * fields[0] + 60 * fields[1] + fields[2]) + fields[3])
      }
      return times[0] <= milliseconds && milliseconds < times[1]
    }.count
  }

  @Test(arguments: FrameRate.allCases) func eachFrameShowsItsCard(rate: FrameRate) throws {
    let shots = (0..<300).map { Shot(inFrame: 997 * $0, outFrame: 997 * $0 + 997, type: "T\($0)", probability: 0.5) }
    let lines = SubtitleCards(plan: try ShotPlan(shots, rate: rate)).text.split(separator: "\n").filter {
      $0.hasPrefix("Dialogue: 1") && $0.contains(",Type,")
    }
    #expect(lines.count == 300)
    for (shot, line) in zip(shots, lines) where shot.inFrame % 7 == 0 || shot.inFrame < 20_000 {
      let around = [shot.inFrame - 1, shot.inFrame, shot.outFrame - 1, shot.outFrame].filter { $0 >= 0 }
      let shown = around.map { Self.cards(on: $0, of: [line], rate: rate) }
      #expect(shown.suffix(3) == [1, 1, 0] && (shown.count < 4 || shown[0] == 0))
    }
  }

  @Test func textIsNeverAStyle() throws {
    let shot = Shot(
      inFrame: 0, outFrame: 25, type: "C{\\b1}U", probability: 0.5, runnerUp: "a\\Nb", reason: "x\ny{\\p1}m 0 0")
    let text = SubtitleCards(plan: try ShotPlan([shot], rate: .fps25)).text
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("Dialogue: 1") }
    #expect(lines.count == 5)
    for line in lines {
      #expect(line.matches(of: /[{}]/).count == 2)
      #expect(line.matches(of: /\\/).count == 1)
    }
    #expect(text.contains("C(/b1)U") && text.contains("x y(/p1)m 0 0") && text.contains("50 %, next a/Nb"))
  }

  @Test func filterTextIsEscapedTwice() {
    #expect(FilterText.escaped("01:00:00;00") == "01\\\\:00\\\\:00\\;00")
    #expect(FilterText.escaped("/a b,c/d'[x]") == "/a b\\,c/d\\\\\\'\\[x\\]")
  }

  @Test(arguments: [0, 179, 721, 2162, -2]) func oddHeightsAreRefused(height: Int) throws {
    let plan = try ShotPlan([Shot(inFrame: 0, outFrame: 1, type: "CU", probability: 1)], rate: .fps25)
    #expect(throws: Failure.self) { try Animatic(plan, height: height) }
  }
}
